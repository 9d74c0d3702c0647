// A passphrase as it is typed. It goes to the shell and is kept nowhere here.
import type { ReactNode } from "react";
import { FieldError, Input, Label, Text, TextField } from "react-aria-components";

/** A passphrase as it is handed over. One computer's keyboard makes an accented letter of one character and another's of
 * two: it is the same letter. */
export const entered = (typed: string) => typed.normalize("NFC");

export interface PassphraseFieldProps {
  label: ReactNode;
  value: string;
  onChange: (value: string) => void;
  hint?: ReactNode;
  /** What is not right with it yet. */
  fault?: ReactNode;
  /** The focus begins here. */
  isFirst?: boolean;
  isNew?: boolean;
}

export function PassphraseField({ label, value, onChange, hint, fault, isFirst = false, isNew = false }: PassphraseFieldProps) {
  return (
    <TextField
      value={value}
      onChange={onChange}
      isInvalid={fault !== undefined}
      autoFocus={isFirst} // eslint-disable-line jsx-a11y/no-autofocus -- where it is the one thing that can be done
      className="passphrase"
    >
      <Label className="field-label">{label}</Label>
      <Input
        className="text-input"
        type="password"
        autoComplete={isNew ? "new-password" : "off"}
        spellCheck="false"
        maxLength={1000}
      />
      {hint && (
        <Text slot="description" className="t13 ink2">
          {hint}
        </Text>
      )}
      <FieldError className="t13 passphrase-fault">{fault}</FieldError>
    </TextField>
  );
}
