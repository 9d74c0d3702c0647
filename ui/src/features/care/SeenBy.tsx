// Whose claims name the provider of an entry, told by the provider number alone, with the way to those claims.
import { Trans, useLingui } from "@lingui/react/macro";

import { usePersonFilter } from "../../app/personFilter";
import { useNavigation } from "../../app/router";
import { LinkButton } from "../../components/Button";
import { useFormat } from "../../i18n/format";
import type { CareSeenBy } from "../../ipc/types.gen";
import { NO_CHOICE, useClaimsChoice } from "../claims/claimsFilter";

export interface SeenByProps {
  npi: string | null;
  /** `null`: the entry has no number to compare. */
  seenBy: readonly CareSeenBy[] | null;
}

export function SeenBy({ npi, seenBy }: SeenByProps) {
  const { t } = useLingui();
  const format = useFormat();
  const { go } = useNavigation();
  const { setPerson } = usePersonFilter();
  const [, setChoice] = useClaimsChoice();
  if (seenBy === null || npi === null) {
    return <p className="t13 ink3">{t`The entry has no provider number, so it cannot be compared with your claims.`}</p>;
  }
  if (seenBy.length === 0) return <p className="t13 ink3">{t`No claim here names this provider’s number.`}</p>;
  const open = (person: string | null) => {
    setPerson(person);
    // Without a space the two words must stand together: the number of somebody who took care, and no other number.
    setChoice({ ...NO_CHOICE, text: `NPI-${npi}` });
    go({ screen: "claims" });
  };
  return (
    <ul className="care-seen">
      {seenBy.map(({ person, name, claims, newest }) => {
        const who = name ?? t`Name not stated`;
        return (
          <li key={person ?? ""}>
            <Trans>Seen by {who}</Trans>
            {": "}
            <LinkButton aria-label={t`${who}: ${format.claims(claims)}`} onPress={() => open(person)}>
              {format.claims(claims)}
            </LinkButton>
            {newest !== null && <span className="ink3">, {t`the newest of ${format.date(newest)}`}</span>}
          </li>
        );
      })}
    </ul>
  );
}
