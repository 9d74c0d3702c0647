// A day that the member types, as month, day and year.
import { Trans, useLingui } from "@lingui/react/macro";
import { useId } from "react";

import { dayOf } from "./dayOf";

export interface DayInputProps {
  label: string;
  text: string;
  onChange: (text: string) => void;
  /** The field is left. */
  onBlur?: () => void;
}

/** `11/09/2026` from `2026-11-09`. */
export function dayText(day: string): string {
  const [year = "", month = "", date = ""] = day.split("-");
  return `${month}/${date}/${year}`;
}

export function DayInput({ label, text, onChange, onBlur }: DayInputProps) {
  const { t } = useLingui();
  const id = useId();
  const isWrong = text.trim() !== "" && dayOf(text) === null;
  return (
    <div>
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className="text-input"
        inputMode="numeric"
        autoComplete="off"
        placeholder={t`MM/DD/YYYY`}
        value={text}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? `${id}-wrong` : undefined}
        maxLength={10}
        onChange={({ target }) => onChange(target.value)}
        onBlur={onBlur}
      />
      {isWrong && (
        <p id={`${id}-wrong`} className="t13 ink2">
          <Trans>Write the day as month, day and year: 11/09/2026.</Trans>
        </p>
      )}
    </div>
  );
}
