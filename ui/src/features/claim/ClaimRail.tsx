// Beside the claim: who, why, what happened to it, its numbers, and the plan's own text.
import { Trans, useLingui } from "@lingui/react/macro";
import { FileCode2, ShieldCheck, ShieldX } from "lucide-react";
import { useState, type ReactNode } from "react";

import { useNavigation } from "../../app/router";
import { Button, LinkButton } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { useFormat } from "../../i18n/format";
import { useClaimAlike } from "../../ipc/queries";
import type { ClaimDetail, ListedCode } from "../../ipc/types.gen";
import { PaymentsPart } from "../ledger/PaymentsPart";
import { InNetworkButton } from "../care/InNetwork";
import { SaveCopyButton } from "../files/SaveCopyButton";
import { EpisodeOfClaim } from "../episodes/EpisodeOfClaim";
import { NotesPart } from "../notes/NotesPart";
import { RecordsOfDay } from "../records/RecordsOfDay";
import { Checks } from "./Checks";
import { ClaimHistory } from "./ClaimHistory";
import { identifierWords, networkWords, roleWords, wordsFor } from "./codeWords";
import { Coded } from "./Coded";
import { MoreFacts } from "./Facts";
import { SourceDialog } from "./SourceDialog";

export function ClaimRail({ detail }: { detail: ClaimDetail }) {
  const { t } = useLingui();
  const { explanation } = detail;
  return (
    <aside className="rail" aria-label={t`More about this claim`}>
      <PaymentsPart claim={detail.row.id} />
      <NotesPart claim={detail.row.id} />
      <AllChecks detail={detail} />
      <CareTeam detail={detail} />
      <CodedList title={t`Diagnosis`} items={explanation.diagnoses} />
      <CodedList title={t`Procedures`} items={explanation.procedures} />
      <Notes notes={explanation.notes} disposition={explanation.disposition} />
      <ClaimHistory detail={detail} />
      <EpisodeOfClaim claim={detail.row} />
      <RecordsOfDay claim={detail.row.id} />
      <Relations detail={detail} />
      <MoreFacts explanation={explanation} />
      <Numbers detail={detail} />
      <Source id={detail.row.id} />
    </aside>
  );
}

/** Those of the claim by itself, and what is on another claim too as soon as it is known. */
function AllChecks({ detail: { row, explanation } }: { detail: ClaimDetail }) {
  const { data: alike = [] } = useClaimAlike(row.id);
  return <Checks checks={explanation.checks} alike={alike} terms={explanation.terms} />;
}

function RailPart({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="rail-part">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function CareTeam({ detail: { row, explanation, telephones } }: { detail: ClaimDetail }) {
  const { t, i18n } = useLingui();
  const { careTeam, networkText } = explanation;
  const network = networkText === null ? null : wordsFor(i18n, networkWords, networkText);
  return (
    <RailPart title={t`Care team`}>
      {careTeam.length === 0 && <p>{row.provider ?? <span className="ink3">{t`Not stated by your plan`}</span>}</p>}
      {careTeam.map((member, index) => (
        <div key={index} className="rail-item">
          <p className="medium">{member.name ?? t`Name not stated`}</p>
          {member.specialty !== null && <p className="t13 ink2">{member.specialty}</p>}
          {member.role !== null && <p className="t13 ink3">{wordsFor(i18n, roleWords, member.role)}</p>}
          {member.npi !== null && <p className="t13 ink3 selectable">{t`NPI ${member.npi}`}</p>}
        </div>
      ))}
      {network !== null && (
        <p className="chip">
          <Icon of={row.inNetwork === false ? ShieldX : ShieldCheck} />
          {t`On this claim: ${network}`}
        </p>
      )}
      {telephones.map(({ name, number }, index) => (
        <p key={index} className="t13 ink2 selectable">
          {name === null ? t`Telephone: ${number}` : t`Telephone of ${name}: ${number}`}
        </p>
      ))}
      <InNetworkButton claim={row.id} />
    </RailPart>
  );
}

function CodedList({ title, items }: { title: string; items: readonly ListedCode[] }) {
  const { t } = useLingui();
  const format = useFormat();
  if (items.length === 0) return null;
  return (
    <RailPart title={title}>
      <ul>
        {items.map((item, index) => (
          <li key={index} className="rail-item">
            <p>{item.text ?? t`Not named by your plan`}</p>
            <p className="t13 ink2">
              <Coded coded={item} />
            </p>
            {item.date !== null && <p className="t13 ink3">{format.date(item.date)}</p>}
            {item.onAdmission !== null && <p className="t13 ink3">{t`There at admission: ${item.onAdmission}`}</p>}
          </li>
        ))}
      </ul>
    </RailPart>
  );
}

function Notes({ notes, disposition }: { notes: readonly string[]; disposition: string | null }) {
  const { t } = useLingui();
  const said = disposition === null ? notes : [disposition, ...notes];
  if (said.length === 0) return null;
  return (
    <RailPart title={t`Notes from your plan`}>
      <ul>
        {said.map((note, index) => (
          <li key={index} className="rail-item rail-note">
            {note}
          </li>
        ))}
      </ul>
    </RailPart>
  );
}

function Relations({ detail: { replaces, replacedBy } }: { detail: ClaimDetail }) {
  const { t } = useLingui();
  const { go } = useNavigation();
  if (replaces === null && replacedBy === null) return null;
  return (
    <RailPart title={t`Related`}>
      {replacedBy !== null && (
        <p>
          <LinkButton onPress={() => go({ screen: "claim", id: replacedBy })}>{t`The claim that replaced this one`}</LinkButton>
        </p>
      )}
      {replaces !== null && (
        <p>
          <LinkButton onPress={() => go({ screen: "claim", id: replaces })}>{t`The claim that this one replaced`}</LinkButton>
        </p>
      )}
    </RailPart>
  );
}

function Numbers({ detail: { explanation, payerName, fromFile } }: { detail: ClaimDetail }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const rows: [string, string][] = [[t`Plan`, payerName]];
  if (fromFile !== null) rows.push([t`From the file`, fromFile]);
  if (explanation.typeText !== null) rows.push([t`Kind of claim`, explanation.typeText]);
  if (explanation.created !== null) rows.push([t`Statement made`, format.date(explanation.created)]);
  for (const { label, text } of explanation.identifiers) {
    rows.push([label === null ? t`Number` : wordsFor(i18n, identifierWords, label), text]);
  }
  return (
    <RailPart title={t`Numbers`}>
      <dl className="rail-numbers">
        {rows.map(([name, value], index) => (
          <div key={index}>
            <dt>{name}</dt>
            <dd className="selectable">{value}</dd>
          </div>
        ))}
      </dl>
    </RailPart>
  );
}

function Source({ id }: { id: number }) {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  return (
    <section className="rail-part rail-ways no-print">
      <Button size="small" icon={FileCode2} onPress={() => setOpen(true)}>
        <Trans>See what your plan sent</Trans>
      </Button>
      <SaveCopyButton size="small" what={{ of: "claim", id }} of={t`this claim, with the person and the coverage it names`} />
      {isOpen && <SourceDialog id={id} onClose={() => setOpen(false)} />}
    </section>
  );
}
