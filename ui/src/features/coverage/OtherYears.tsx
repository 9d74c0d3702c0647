// How far along the plans are of which no coverage is shown: a plan may state its balances on claims alone.
import { useState } from "react";

import { usePersonFilter } from "../../app/personFilter";
import { today } from "../../i18n/format";
import { useAccumulators } from "../../ipc/queries";
import type { PlanYear } from "../../ipc/types.gen";
import { HowFarAlong } from "./HowFarAlong";

export function OtherYears({ shown }: { shown: readonly string[] }) {
  const { person } = usePersonFilter();
  const [day] = useState(() => today());
  const { data: years = [] } = useAccumulators(day);
  const isOfPerson = ({ accumulators }: PlanYear) => person === null || accumulators.some((one) => one.person === person);
  const isTold = ({ accumulators }: PlanYear) => accumulators.some(({ stated, added }) => stated !== null || added.length > 0);
  const others = years.filter((year) => !shown.includes(year.connection) && isTold(year) && isOfPerson(year));
  return others.map(({ connection }) => <HowFarAlong key={connection} connection={connection} />);
}
