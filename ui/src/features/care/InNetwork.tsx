// From a claim: is this provider in my network, as far as the plan's directory can tell?
import "./care.css";

import { Trans, useLingui } from "@lingui/react/macro";
import { skipToken, useQuery, useQueryClient } from "@tanstack/react-query";
import { CircleHelp, CircleSlash, Phone, ShieldCheck, ShieldQuestion } from "lucide-react";
import { useState } from "react";

import { useNavigation } from "../../app/router";
import { Button, LinkButton } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Icon } from "../../components/Icon";
import { ProblemNote } from "../../components/Problem";
import { useFormat } from "../../i18n/format";
import { call } from "../../ipc/client";
import { careKeys, useCommand } from "../../ipc/queries";
import type { CareAnswer, CareRow } from "../../ipc/types.gen";
import { FilterMenu } from "../claims/ClaimsFilters";
import { NetworkChip, Updated, usePlace } from "./CareParts";
import { doubtWords, verdictWords } from "./careWords";

const VERDICT_ICONS = { yes: ShieldCheck, no: CircleSlash, cannotTell: CircleHelp } as const;

export function InNetworkButton({ claim }: { claim: number }) {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="small" icon={ShieldQuestion} className="no-print care-ask" onPress={() => setOpen(true)}>
        {t`Is this provider in my network?`}
      </Button>
      {isOpen && <InNetworkDialog claim={claim} onClose={() => setOpen(false)} />}
    </>
  );
}

function InNetworkDialog({ claim, onClose }: { claim: number; onClose: () => void }) {
  const { t } = useLingui();
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: careKeys.ofClaim(claim),
    queryFn: claim > 0 ? () => call("care_of_claim", { id: claim }) : skipToken,
    // Each press asks the directory as it is now.
    gcTime: 0,
    staleTime: 0,
  });
  return (
    <Dialog
      title={t`Is this provider in my network?`}
      isOpen
      onClose={onClose}
      actions={<Button onPress={onClose}>{t`Close`}</Button>}
    >
      {isFetching ?
        <p role="status">{t`Asking the directory…`}</p>
      : error !== null ?
        <ProblemNote problem={error.problem} actions={<Button size="small" onPress={() => void refetch()}>{t`Try again`}</Button>} />
      : data !== undefined && <Answer answer={data} onAgain={() => void refetch()} />}
    </Dialog>
  );
}

function Answer({ answer, onAgain }: { answer: CareAnswer; onAgain: () => void }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const client = useQueryClient();
  const choose = useCommand("care_choose_network", () => {
    void client.invalidateQueries({ queryKey: careKeys.networks(answer.payer) });
    onAgain();
  });
  const { ownNetwork, networks, search } = answer;
  return (
    <div className="care-answer">
      <p className="care-verdict">
        <Icon of={VERDICT_ICONS[answer.verdict]} />
        {i18n._(verdictWords[answer.verdict])}
      </p>
      <p className="ink2">
        {answer.provider ?? t`Name not stated`}
        {answer.npi !== null && <span className="ink3"> · {t`NPI ${answer.npi}`}</span>}
        {answer.place !== null && <span className="ink3"> · {answer.place}</span>}
      </p>
      {ownNetwork !== null && (
        <p className="t13 ink2">
          {t`Your network: ${ownNetwork.network.name ?? ownNetwork.network.id}`}{" "}
          <span className="ink3">{ownNetwork.source === "coverage" ? t`as your coverage names it` : t`as you chose`}</span>
        </p>
      )}
      {answer.doubts.length > 0 && (
        <ul className="care-doubts">
          {answer.doubts.map((doubt) => (
            <li key={doubt}>{i18n._(doubtWords[doubt])}</li>
          ))}
        </ul>
      )}
      {answer.problem !== null && <ProblemNote problem={answer.problem} />}
      {ownNetwork === null && networks.length > 0 && (
        <FilterMenu
          label={t`Your network`}
          all={t`Not chosen`}
          value={null}
          options={networks.map(({ id, name }) => ({ value: id, label: name ?? id }))}
          onChange={(id) => {
            const network = networks.find((one) => one.id === id);
            if (network) choose.mutate({ payer: answer.payer, network });
          }}
        />
      )}
      {answer.rows.length > 0 && search !== null && (
        <ul className="care-evidence" aria-label={t`What this is based on`}>
          {answer.rows.map((row) => (
            <Evidence key={row.key} row={row} search={search} />
          ))}
        </ul>
      )}
      <p className="care-decides">
        <Icon of={Phone} />
        <span>
          {answer.phone === null ?
            <Trans>{answer.payerName}’s own telephone decides: the number is on the card.</Trans>
          : <Trans>
              {answer.payerName}’s own telephone decides: <span className="selectable">{answer.phone}</span>
            </Trans>}
          {answer.fetchedAt !== null && <span className="ink3"> {t`The directory was asked ${format.when(answer.fetchedAt)}.`}</span>}
        </span>
      </p>
    </div>
  );
}

function Evidence({ row, search }: { row: CareRow; search: string }) {
  const { t } = useLingui();
  const { go } = useNavigation();
  const place = usePlace()(row);
  return (
    <li>
      <LinkButton onPress={() => go({ screen: "careEntry", search, entry: row.key })}>{row.name ?? t`Name not stated`}</LinkButton>
      <span className="t13 ink2">{[place.name, place.where].filter((one) => one !== null && one !== "").join(", ")}</span>
      <span className="care-evidence-facts">
        <NetworkChip row={row} />
        {row.networks.length > 0 && <span className="t13 ink3">{row.networks.map(({ name, id }) => name ?? id).join(" · ")}</span>}
        <Updated row={row} />
      </span>
    </li>
  );
}
