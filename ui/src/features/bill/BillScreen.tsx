// "I have a bill": what it says, held against what the plan says. What is pasted is only offered, never taken over unasked.
import "./bill.css";

import { Trans, useLingui } from "@lingui/react/macro";
import { ArrowLeft, ClipboardPaste, Search } from "lucide-react";
import { useId, useState } from "react";

import { usePersonFilter } from "../../app/personFilter";
import { useNavigation } from "../../app/router";
import { Button } from "../../components/Button";
import { ProblemNote } from "../../components/Problem";
import { Screen } from "../../components/Screen";
import { ScreenTitle } from "../../components/ScreenTitle";
import { useFormat } from "../../i18n/format";
import { useBillAnswer, useClaim, useCommand } from "../../ipc/queries";
import type { Bill, BillReading, ReadWord } from "../../ipc/types.gen";
import { dayOf } from "../../components/dayOf";
import { DayInput, dayText } from "../../components/DayInput";
import { amountOf } from "../ledger/entry";
import { useKept } from "../../components/useKept";
import { Answer } from "./BillAnswer";

interface Typed {
  readonly date: string;
  readonly provider: string;
  readonly amount: string;
  readonly service: string;
}

const NOTHING: Typed = { date: "", provider: "", amount: "", service: "" };

export function BillScreen({ claim }: { claim: number | null }) {
  const { t } = useLingui();
  const { back, canGoBack } = useNavigation();
  return (
    <Screen
      title={t`Compare with a bill`}
      className="bill-screen"
      head={
        <div className="bill-head">
          {canGoBack && (
            <Button variant="quiet" icon={ArrowLeft} onPress={back}>
              <Trans>Back</Trans>
            </Button>
          )}
          <ScreenTitle>{t`Compare with a bill`}</ScreenTitle>
        </div>
      }
    >
      <Comparison claim={claim} />
    </Screen>
  );
}

function Comparison({ claim }: { claim: number | null }) {
  const { t } = useLingui();
  const { person } = usePersonFilter();
  // Going to a claim and back finds the bill as it was.
  const [{ typed, asked }, setKept] = useKept<{ typed: Typed; asked: Bill | null }>(`bill ${claim ?? ""}`, { typed: NOTHING, asked: null });
  const answer = useBillAnswer(asked);
  const day = dayOf(typed.date);
  const amount = amountOf(typed.amount);
  const ids = { provider: useId(), amount: useId(), service: useId() };
  const isAmountWrong = typed.amount.trim() !== "" && amount === null;
  const isDateWrong = typed.date.trim() !== "" && day === null;
  const saysSomething = claim !== null || day !== null || amount !== null || typed.provider.trim() !== "";
  const type = (part: Partial<Typed>) => setKept((now) => ({ ...now, typed: { ...now.typed, ...part } }));
  const compare = () =>
    setKept((now) => ({
      ...now,
      asked: { claim, person: claim === null ? person : null, date: day, provider: typed.provider.trim(), amount, service: typed.service.trim() },
    }));
  const field = (name: "provider" | "service", label: string) => (
    <div>
      <label className="field-label" htmlFor={ids[name]}>
        {label}
      </label>
      <input id={ids[name]} className="text-input" autoComplete="off" maxLength={120} value={typed[name]} onChange={({ target }) => type({ [name]: target.value })} />
    </div>
  );
  return (
    <div className="bill-grid">
      <form
        className="bill-form"
        aria-label={t`What the bill says`}
        onSubmit={(event) => {
          event.preventDefault();
          if (saysSomething && !isAmountWrong && !isDateWrong) compare();
        }}
      >
        {claim !== null && <ChosenClaim id={claim} />}
        <p className="t14 ink2">
          <Trans>Type what stands on the bill; leave out what does not. It stays on this computer.</Trans>
        </p>
        <DayInput label={t`Day of care`} text={typed.date} onChange={(date) => type({ date })} />
        {field("provider", t`Who sent it`)}
        <div>
          <label className="field-label" htmlFor={ids.amount}>{t`What it asks for, in dollars`}</label>
          <input
            id={ids.amount}
            className="text-input"
            inputMode="decimal"
            autoComplete="off"
            maxLength={16}
            value={typed.amount}
            aria-invalid={isAmountWrong}
            aria-describedby={isAmountWrong ? `${ids.amount}-wrong` : undefined}
            onChange={({ target }) => type({ amount: target.value })}
          />
          {isAmountWrong && (
            <p id={`${ids.amount}-wrong`} className="t13 ink2">
              <Trans>Write the amount in dollars and cents: 1,234.50.</Trans>
            </p>
          )}
        </div>
        {field("service", t`What was done`)}
        <Button type="submit" variant="primary" icon={Search} isDisabled={!saysSomething || isAmountWrong || isDateWrong}>
          {claim === null ? <Trans>Find the claim</Trans> : <Trans>Compare</Trans>}
        </Button>
        <Pasted onDay={(date) => type({ date: dayText(date) })} onAmount={(found) => type({ amount: found })} />
      </form>
      <div className="bill-answer" aria-live="polite">
        {answer.error !== null && <ProblemNote problem={answer.error.problem} />}
        {answer.data === undefined && answer.error === null && (
          <p className="ink3">
            <Trans>Here you will see which claim the bill is for, what your plan says you owe, and what to ask.</Trans>
          </p>
        )}
        {answer.data !== undefined && <Answer answer={answer.data} />}
      </div>
    </div>
  );
}

function ChosenClaim({ id }: { id: number }) {
  const format = useFormat();
  const { data } = useClaim(id);
  if (data === undefined) return null;
  const { row } = data;
  return (
    <p className="bill-chosen sunken">
      <strong>{row.title ?? row.provider}</strong>{" "}
      <span className="ink2">{[row.provider, row.start === null ? null : format.dateRange(row.start, row.end)].filter((part) => part !== null).join(", ")}</span>
    </p>
  );
}

/** A pasted text: what can be a day or an amount is offered with the words before it; one press takes it. */
function Pasted({ onDay, onAmount }: { onDay: (day: string) => void; onAmount: (amount: string) => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const id = useId();
  const [text, setText] = useState("");
  const [reading, setReading] = useState<BillReading | null>(null);
  const read = useCommand("read_bill", (_, found) => setReading(found));
  const offers = (words: readonly ReadWord[], show: (meant: string) => string, take: (meant: string) => void) => (
    <ul className="bill-offers">
      {words.map((word) => (
        <li key={word.meant.join()}>
          <span className="ink2">
            {word.before} <strong>{word.text}</strong>
          </span>
          {word.meant.length > 1 && <span className="ink3">{t`can mean two things:`}</span>}
          {word.meant.map((meant) => (
            <Button key={meant} size="small" onPress={() => take(meant)}>
              {t`Use ${show(meant)}`}
            </Button>
          ))}
        </li>
      ))}
    </ul>
  );
  return (
    <details className="bill-paste">
      <summary>{t`Paste the bill’s text instead`}</summary>
      <label className="field-label" htmlFor={id}>{t`Text of the bill`}</label>
      <textarea
        id={id}
        className="text-input"
        rows={5}
        maxLength={20000}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <Button size="small" icon={ClipboardPaste} isDisabled={text.trim() === ""} onPress={() => read.mutate({ text })}>
        <Trans>Look for days and amounts</Trans>
      </Button>
      {read.isError && <ProblemNote problem={read.error.problem} />}
      {reading !== null && (
        <div role="status">
          {reading.dates.length === 0 && reading.amounts.length === 0 && <p className="t13 ink2">{t`No day and no amount was found in it.`}</p>}
          {offers(reading.dates, (day) => format.date(day), onDay)}
          {offers(reading.amounts, (amount) => format.money({ amount, currency: "USD" }), onAmount)}
        </div>
      )}
    </details>
  );
}
