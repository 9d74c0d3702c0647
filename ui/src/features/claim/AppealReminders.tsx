// The deadlines that are near and that the member asked to be reminded of.
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { CalendarClock } from "lucide-react";

import { useNavigation } from "../../app/router";
import { LinkButton } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { daysBetween, today, useFormat } from "../../i18n/format";
import { useAppealReminders } from "../../ipc/queries";
import { dueReminders } from "./reminders";

export function AppealReminders() {
  const { t } = useLingui();
  const { go } = useNavigation();
  const format = useFormat();
  const { data } = useAppealReminders();
  const due = dueReminders(data ?? [], today());
  if (due.length === 0) return null;
  return (
    <div className="note" role="region" aria-label={t`Appeals`}>
      <Icon of={CalendarClock} />
      <ul className="note-text">
        {due.map(({ claim, title, lastDay }) => {
          const [left, end] = [daysBetween(today(), lastDay), format.date(lastDay)];
          return (
            <li key={claim}>
              <LinkButton onPress={() => go({ screen: "claim", id: claim })}>{title ?? t`A claim without a name`}</LinkButton>
              {": "}
              {left >= 0 ?
                <Plural
                  value={left}
                  _0="today is the last day for an appeal that you did not send yet."
                  one={`# day left for an appeal, until ${end}.`}
                  other={`# days left for an appeal, until ${end}.`}
                />
              : <Trans>the day for an appeal, {end}, has passed. Your letter decides.</Trans>}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
