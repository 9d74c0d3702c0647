// Beside a claim: the same person's health records of the same days.
import { useLingui } from "@lingui/react/macro";

import { useNavigation } from "../../app/router";
import { LinkButton } from "../../components/Button";
import { useRecordsOfClaim } from "../../ipc/queries";
import { recordKinds } from "./recordWords";
import { StandingTag } from "./StandingTag";

const MOST = 8;

export function RecordsOfDay({ claim }: { claim: number }) {
  const { t, i18n } = useLingui();
  const { go } = useNavigation();
  const { data: records = [] } = useRecordsOfClaim(claim);
  if (records.length === 0) return null;
  const more = records.length - MOST;
  return (
    <section className="rail-part no-print">
      <h2>{t`Records from the same day`}</h2>
      <ul>
        {records.slice(0, MOST).map((record) => (
          <li key={record.id} className="rail-item">
            <LinkButton data-focus-key={`record-${record.id}`} onPress={() => go({ screen: "record", id: record.id })}>
              {record.title ?? i18n._(recordKinds[record.kind].one)}
            </LinkButton>{" "}
            <StandingTag standing={record.standing} />
            <p className="t13 ink2">{[i18n._(recordKinds[record.kind].one), record.value].filter((one) => one !== null).join(" · ")}</p>
          </li>
        ))}
      </ul>
      {more > 0 && (
        <p className="rail-item">
          <LinkButton onPress={() => go({ screen: "records" })}>{t`${more} more in your health records`}</LinkButton>
        </p>
      )}
    </section>
  );
}
