// Deductibles and out-of-pocket limits: what the plan states, what the claims add up to, and how far they are apart.
import "./progress.css";

import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { CircleCheck } from "lucide-react";
import { useId, useState } from "react";

import { usePersonFilter } from "../../app/personFilter";
import { useNavigation } from "../../app/router";
import { LinkButton } from "../../components/Button";
import { FigureValue } from "../../components/FigureValue";
import { Icon } from "../../components/Icon";
import { ProblemNote } from "../../components/Problem";
import { Segmented } from "../../components/Segmented";
import { Skeleton } from "../../components/Skeleton";
import { dayBefore, today, useFormat } from "../../i18n/format";
import { useAccumulators } from "../../ipc/queries";
import type { Accumulator, AccumulatorKind } from "../../ipc/types.gen";
import { ProgressBar } from "./ProgressBar";
import { isMet, ofNetwork } from "./yearProgress";

const KINDS = ["deductible", "outOfPocket"] as const satisfies readonly AccumulatorKind[];

export function HowFarAlong({ connection }: { connection: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const { person } = usePersonFilter();
  const [day] = useState(() => today());
  const [network, setNetwork] = useState<"in" | "out">("in");
  const { data: years, error } = useAccumulators(day);
  if (error !== null) return <ProblemNote problem={error.problem} />;
  if (years === undefined) return <Skeleton rows={5} />;
  const year = years.find((one) => one.connection === connection);
  if (year === undefined) return null;
  const mine = year.accumulators.filter((one) => person === null || one.person === null || one.person === person);
  const hasOut = ofNetwork(mine, false).length > 0;
  const shown = ofNetwork(mine, network === "in" || !hasOut);
  const hasDifference = shown.some(({ difference }) => difference !== null);
  const [from, lastDay] = [format.date(year.from), format.date(dayBefore(year.until))];
  return (
    <section
      className="along"
      aria-label={years.length > 1 ? t`How far along you are, ${year.payerName}` : t`How far along you are`}
    >
      <div className="along-head">
        <h2>{t`How far along you are`}</h2>
        {hasOut && (
          <Segmented
            label={t`Network`}
            options={[
              { value: "in", label: t`In network` },
              { value: "out", label: t`Out of network` },
            ]}
            value={network}
            onChange={setNetwork}
          />
        )}
      </div>
      <p className="t13 ink3">
        {years.length > 1 && <strong className="medium">{year.payerName}. </strong>}
        {year.isStated ? t`Plan year ${from} – ${lastDay}` : t`${from} – ${lastDay}. Your plan does not state its plan year.`}
      </p>
      {KINDS.map((kind) => (
        <OfKind key={kind} kind={kind} accumulators={shown.filter((one) => one.kind === kind)} />
      ))}
      {hasDifference && (
        <p className="along-note">
          <Trans>
            Your plan’s figure and the sum of the claims can differ without a mistake: your plan may have decided claims
            after it last stated the figure, count some care apart or not at all, or count claims that are not here.
          </Trans>
        </p>
      )}
      <p className="along-note">
        <Trans>
          Sums are added up by Claimfolio from the amounts that decided claims state. Claims that were replaced or are
          still being decided, questions asked before care, and dental and vision claims are not in them.
        </Trans>
      </p>
    </section>
  );
}

function OfKind({ kind, accumulators }: { kind: AccumulatorKind; accumulators: readonly Accumulator[] }) {
  const { t } = useLingui();
  if (accumulators.length === 0) return null;
  return (
    <div className="along-kind">
      <h3>
        {kind === "deductible" ? t`Deductible` : t`Out-of-pocket limit`}{" "}
        <span className="t13 ink3">
          {kind === "deductible" ? t`You pay the plan’s price until you reach it` : t`The most you pay in a year for covered care`}
        </span>
      </h3>
      <ul className="along-list">
        {accumulators.map((one, index) => (
          <One key={index} accumulator={one} />
        ))}
      </ul>
    </div>
  );
}

function One({ accumulator }: { accumulator: Accumulator }) {
  const { t } = useLingui();
  const { find } = usePersonFilter();
  const id = useId();
  const { person, stated, benefit, inNetwork, kind } = accumulator;
  const who = person === null ? t`Whole family` : (find(person)?.shortName ?? t`Name not stated`);
  const name = benefit === null ? who : t`${who}, ${benefit}`;
  return (
    <li className={person === null ? "along-one is-family" : "along-one"}>
      <p className="along-line">
        <span id={id}>{inNetwork === null ? t`${name} (network not stated)` : name}</span>
        <span className="along-amounts">
          {stated === null ?
            <span className="ink3">{t`Not stated by your plan`}</span>
          : <Trans>
              <strong><FigureValue figure={stated.used} name={kind === "deductible" ? t`used of the deductible` : t`used of the limit`} /></strong> of{" "}
              <FigureValue figure={stated.limit} name={kind === "deductible" ? t`deductible` : t`out-of-pocket limit`} />
            </Trans>
          }
        </span>
      </p>
      <ProgressBar accumulator={accumulator} labelledBy={id} />
      <Notes accumulator={accumulator} />
    </li>
  );
}

function Notes({ accumulator }: { accumulator: Accumulator }) {
  const { t } = useLingui();
  const { go } = useNavigation();
  const format = useFormat();
  const { stated, added, difference, networkUnknown, benefit } = accumulator;
  const on = stated?.date == null ? null : format.date(stated.date);
  const claim = stated?.claim ?? null;
  return (
    <div className="along-notes">
      {isMet(accumulator) && (
        <p>
          <Icon of={CircleCheck} /> {t`Met`}
        </p>
      )}
      {stated !== null && (
        <p>
          {claim === null ?
            <Trans>As your plan’s coverage record states it</Trans>
          : <LinkButton onPress={() => go({ screen: "claim", id: claim })}>
              {on === null ? t`As a claim states it` : t`As your plan stated it on ${on}`}
            </LinkButton>
          }
        </p>
      )}
      {benefit === null && added.length === 0 && <p>{t`No claim states an amount for it.`}</p>}
      {added.map(({ money, claims }, index) => {
        const amount = format.money(money);
        const from = plural(claims, { one: "# claim", other: "# claims" });
        return <p key={index}>{t`Added up by Claimfolio from ${from}: ${amount}`}</p>;
      })}
      {difference !== null && <p className="along-difference">{t`They differ by ${format.money(difference)}`}</p>}
      {networkUnknown > 0 && (
        <p>
          {plural(networkUnknown, {
            one: "# claim does not say its network and is in no sum.",
            other: "# claims do not say their network and are in no sum.",
          })}
        </p>
      )}
    </div>
  );
}
