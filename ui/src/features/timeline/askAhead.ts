// The timeline is the first screen of everybody who has a plan: what it shows is asked for at the app's start, all at
// once, while the screens' code still runs. An answer that turns out not to be needed is dropped.
import type { QueryClient } from "@tanstack/react-query";

import { pageQuery } from "../../components/useClaimList";
import {
  accumulatorsQuery,
  appStateQuery,
  claimsOutlineQuery,
  connectAttemptsQuery,
  connectionsQuery,
  EVERY_RECORD,
  peopleQuery,
  recordsOutlineQuery,
  syncStatusQuery,
  timelineQuery,
  whatsNewQuery,
} from "../../ipc/queries";
import { isoDay, localToday } from "./layout/calendar";
import { plotOf } from "./layout/layout";
import { viewAt } from "./layout/view";
import { claimsOf, timelineQueries } from "./timelineQueries";
import { expectedWidth } from "./useMeasuredWidth";

export function askAhead(client: QueryClient, now: Date): void {
  const today = localToday(now);
  const plot = plotOf({ ...expectedWidth(), wideNames: false });
  const view = viewAt("year", today, { from: today, until: today });
  const wanted = { view, lanes: "person", person: null, plotWidth: plot.right - plot.left, today } as const;
  const { shown, totals, running } = timelineQueries(wanted);
  const claims = claimsOf(shown);
  // Whoever needs one of them that failed asks again and shows why.
  const failed = () => undefined;
  client.query(appStateQuery).catch(failed);
  for (const query of [shown, totals, running]) client.query(timelineQuery(query)).catch(failed);
  client.query(claimsOutlineQuery(claims)).catch(failed);
  client.query(pageQuery(claims, 0)).catch(failed);
  client.query(whatsNewQuery).catch(failed);
  client.query(accumulatorsQuery(isoDay(today))).catch(failed);
  client.query(peopleQuery).catch(failed);
  client.query(connectionsQuery).catch(failed);
  client.query(recordsOutlineQuery(EVERY_RECORD)).catch(failed);
  client.query(syncStatusQuery).catch(failed);
  client.query(connectAttemptsQuery).catch(failed);
}
