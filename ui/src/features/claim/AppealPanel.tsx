// Until when the plan can be asked to look again, and what the member keeps of it. The letter from the plan decides: this
// says so wherever it shows a day.
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { CalendarClock } from "lucide-react";
import { useId, useState } from "react";

import { DayInput } from "../../components/DayInput";
import { dayOf } from "../../components/dayOf";
import { Icon } from "../../components/Icon";
import { ProblemNote } from "../../components/Problem";
import { Segmented } from "../../components/Segmented";
import { Switch } from "../../components/Switch";
import { daysBetween, today, useFormat } from "../../i18n/format";
import { keys, useCommand } from "../../ipc/queries";
import type { Appeal, AppealClock, AppealPlan, AppealStatus, Denial } from "../../ipc/types.gen";
import { REMIND_DAYS } from "./reminders";
import { useBilingual } from "./useBilingual";

export function AppealPanel({ id, denial }: { id: number; denial: Denial }) {
  const { t } = useLingui();
  const label = useId();
  const [appeal, setAppeal] = useState(denial.appeal);
  const save = useCommand("save_appeal", (client) => void client.invalidateQueries({ queryKey: keys.records }));
  const change = (part: Partial<Appeal>) => {
    const changed = { ...appeal, ...part };
    setAppeal(changed);
    save.mutate({ id, appeal: changed });
  };
  const clock = denial.clocks.find(({ plan }) => plan === appeal.plan);
  return (
    <section className="appeal sunken" aria-labelledby={label}>
      <div className="row appeal-head">
        <h2 id={label}>
          <Icon of={CalendarClock} /> <Trans>If you want the plan to look again</Trans>
        </h2>
        <span className="spring" />
        {clock !== undefined && <DaysLeft clock={clock} />}
      </div>
      {clock === undefined ?
        <p>
          <Trans>How long you have depends on the kind of plan. Choose it and the app counts the days.</Trans>
        </p>
      : <Clock clock={clock} />}
      <p>
        <strong>
          <Trans>Check your letter: its date is the one that counts.</Trans>
        </strong>
      </p>
      <div className="appeal-fields no-print">
        <PlanChoice value={appeal.plan} onChange={(plan) => change({ plan })} />
        <DayField label={t`Date on the plan’s letter`} value={appeal.letterDate} onChange={(letterDate) => change({ letterDate })} />
      </div>
      <Kept appeal={appeal} hasDay={clock !== undefined && clock.lastDay !== null} onChange={change} />
      {save.isError && <ProblemNote problem={save.error.problem} />}
    </section>
  );
}

function DaysLeft({ clock: { lastDay } }: { clock: AppealClock }) {
  if (lastDay === null) return null;
  const left = daysBetween(today(), lastDay);
  return (
    <span className="semibold">
      {left > 0 ?
        <Plural value={left} one="# day left" other="# days left" />
      : left === 0 ?
        <Trans>Today is the last day</Trans>
      : <Trans>This day has passed</Trans>}
    </span>
  );
}

function Clock({ clock }: { clock: AppealClock }) {
  const { t } = useLingui();
  const format = useFormat();
  const inLanguage = useBilingual();
  const { from, fromBasis, lastDay, days, source } = clock;
  if (from === null || lastDay === null) {
    return (
      <>
        <p>{inLanguage(clock.rule)}</p>
        <p>
          <Trans>Your plan states no date for its decision. Enter the date on its letter and the app counts from there.</Trans>
        </p>
        <p className="t13 ink3">{t`The rule: ${source}`}</p>
      </>
    );
  }
  const [start, end] = [format.date(from), format.date(lastDay)];
  const gone = Math.min(days, Math.max(0, daysBetween(from, today())));
  const began =
    fromBasis === "letter" ? t`Letter of ${start}`
    : fromBasis === "payment" ? t`Plan’s payment date ${start}`
    : t`Plan’s statement of ${start}`;
  return (
    <>
      <svg className="appeal-bar" aria-hidden="true" viewBox={`0 0 ${days} 1`} preserveAspectRatio="none">
        <rect width={gone} height={1} />
      </svg>
      <div className="row appeal-ends t13">
        <span className="ink2">{began}</span>
        <span className="spring" />
        <span>
          {fromBasis === "letter" ? <Trans>Until <strong>{end}</strong></Trans> : <Trans>About <strong>{end}</strong></Trans>}
        </span>
      </div>
      <p>
        {inLanguage(clock.rule)}{" "}
        {fromBasis === "letter" ?
          <Trans>We counted from the date of the letter that you entered.</Trans>
        : <Trans>We counted from {start}, which your plan states. Its letter may have another date.</Trans>}
      </p>
      {daysBetween(today(), lastDay) < 0 && (
        <p>
          <Trans>
            By this count the time is over. It may not be: a late letter, an illness or a mistake in the letter can give you more.
            Ask the plan.
          </Trans>
        </p>
      )}
      <p className="t13 ink3">{t`The rule: ${source}`}</p>
    </>
  );
}

function PlanChoice({ value, onChange }: { value: AppealPlan | null; onChange: (plan: AppealPlan | null) => void }) {
  const { t } = useLingui();
  const id = useId();
  const names: Record<AppealPlan, string> = {
    employer: t`Through work`,
    marketplace: t`Marketplace, or bought by yourself`,
    medicareAdvantage: t`Medicare Advantage`,
    medicaid: t`Medicaid`,
  };
  return (
    <div>
      <label className="field-label" htmlFor={id}>{t`Kind of plan`}</label>
      <select
        id={id}
        className="text-input"
        value={value ?? ""}
        onChange={({ target }) => onChange(target.value === "" ? null : (target.value as AppealPlan))}
      >
        <option value="">{t`Another kind, or I do not know`}</option>
        {Object.entries(names).map(([plan, name]) => (
          <option key={plan} value={plan}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}

/** A day that the member types. Kept once it is one, or once the field is empty. */
function DayField({ label, value, onChange }: { label: string; value: string | null; onChange: (day: string | null) => void }) {
  const [text, setText] = useState(value ?? "");
  const keep = () => {
    const day = dayOf(text);
    if ((text.trim() === "" || day !== null) && day !== value) onChange(day);
  };
  return <DayInput label={label} text={text} onChange={setText} onBlur={keep} />;
}

function Kept({ appeal, hasDay, onChange }: { appeal: Appeal; hasDay: boolean; onChange: (part: Partial<Appeal>) => void }) {
  const { t } = useLingui();
  const note = useId();
  const [text, setText] = useState(appeal.note);
  const options: { value: AppealStatus; label: string }[] = [
    { value: "notSent", label: t`Not sent` },
    { value: "sent", label: t`Sent` },
    { value: "answered", label: t`Answered` },
  ];
  return (
    <div className="appeal-kept no-print">
      <div className="row appeal-status">
        <Segmented
          label={t`Where your appeal stands`}
          options={options}
          value={appeal.status}
          onChange={(status) => onChange({ status, statusDate: status === "notSent" ? null : today() })}
        />
        {hasDay && appeal.status === "notSent" && (
          <Switch isOn={appeal.remind} onChange={(remind) => onChange({ remind })}>
            <Plural value={REMIND_DAYS} one="Remind me here # day before" other="Remind me here # days before" />
          </Switch>
        )}
      </div>
      <div className="appeal-fields">
        {appeal.status !== "notSent" && (
          <DayField
            key={appeal.status}
            label={appeal.status === "sent" ? t`Sent on` : t`Answered on`}
            value={appeal.statusDate}
            onChange={(statusDate) => onChange({ statusDate })}
          />
        )}
        <div className="appeal-note">
          <label className="field-label" htmlFor={note}>{t`Your note`}</label>
          <textarea
            id={note}
            className="text-input"
            rows={2}
            maxLength={4000}
            value={text}
            onChange={({ target }) => setText(target.value)}
            onBlur={() => {
              if (text !== appeal.note) onChange({ note: text });
            }}
          />
        </div>
      </div>
      <p className="t13 ink3">
        <Trans>What you enter stays in the encrypted records on this computer.</Trans>
      </p>
    </div>
  );
}
