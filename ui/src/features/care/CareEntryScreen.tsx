// One entry of a directory: everything it says, what it does not say, what else is listed of the same, and what it is made of.
import "../claim/claim.css";
import "./care.css";

import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Bookmark, BookmarkCheck, FileCheck2, Info } from "lucide-react";
import { useState, type ReactNode } from "react";

import { useNavigation } from "../../app/router";
import { BackButton } from "../../components/BackButton";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { ProblemNote, ProblemPane } from "../../components/Problem";
import { Screen } from "../../components/Screen";
import { ScreenTitle } from "../../components/ScreenTitle";
import { Skeleton } from "../../components/Skeleton";
import { useFormat } from "../../i18n/format";
import { careKeys, useCommand } from "../../ipc/queries";
import type { CareFact, CareRow, CareSource } from "../../ipc/types.gen";
import { SavePaper } from "../paper/SavePaper";
import { NetworkChip, Updated, usePlace, useSpecialties } from "./CareParts";
import { CareTable, useOpenEntry } from "./CareTable";
import { acceptingWords, factWords } from "./careWords";
import { SeenBy } from "./SeenBy";
import { useCareCopy, useCareDetail } from "./useCare";

export function CareEntryScreen({ search, entry }: { search: string; entry: string }) {
  const { t } = useLingui();
  const { data: detail, error, refetch } = useCareDetail(search, entry);
  const open = useOpenEntry(search);
  const title = detail?.row.name ?? t`Name not stated`;
  return (
    <Screen title={title} people={false} className="claim-screen care-entry" head={<Head title={title} row={detail?.row} />}>
      {error !== null ?
        <ProblemPane problem={error.problem} onRetry={() => void refetch()} />
      : detail === undefined ?
        <Skeleton rows={8} />
      : <div className="claim-body">
          <div className="claim-main">
            <Keep search={search} entry={entry} saved={detail.saved} />
            <EntryFacts row={detail.row} notStated={detail.notStated} />
            <section className="claim-part">
              <h2>{t`In your claims`}</h2>
              <SeenBy npi={detail.row.npi} seenBy={detail.seenBy} />
            </section>
            {detail.others.length > 0 && (
              <section className="claim-part">
                <h2>{t`What else the directory lists of the same`}</h2>
                <CareTable label={t`What else the directory lists of the same`} rows={detail.others} onOpen={open} />
              </section>
            )}
          </div>
          <aside className="rail" aria-label={t`More about this entry`}>
            <Warning />
            <Sources sources={detail.sources} takenAt={detail.fetchedAt} />
          </aside>
        </div>
      }
    </Screen>
  );
}

/** A dated copy, as it was. */
export function CareCopyScreen({ id }: { id: number }) {
  const { t } = useLingui();
  const format = useFormat();
  const { data: copy, error, refetch } = useCareCopy(id);
  const client = useQueryClient();
  const { back, canGoBack, replace } = useNavigation();
  const leave = () => (canGoBack ? back() : replace({ screen: "care" }));
  const remove = useCommand("care_remove_copy", () => {
    void client.invalidateQueries({ queryKey: careKeys.copies });
    leave();
  });
  const saveFile = useCommand("care_save_copy");
  const title = copy?.row.name ?? t`Name not stated`;
  return (
    <Screen title={title} people={false} className="claim-screen care-entry" head={<Head title={title} row={copy?.row} />}>
      {error !== null ?
        <ProblemPane problem={error.problem} onRetry={() => void refetch()} />
      : copy === undefined ?
        <Skeleton rows={8} />
      : <div className="claim-body">
          <div className="claim-main">
            <div className="note note-info">
              <Icon of={FileCheck2} />
              <div className="note-text">
                <p className="medium">
                  <Trans>
                    A copy of what {copy.payerName}’s directory said: {format.instant(copy.takenAt)}
                  </Trans>
                </p>
                <p>
                  {copy.intact ?
                    t`It is as it was taken: its digest still fits.`
                  : t`It is not as it was taken: its digest no longer fits.`}
                </p>
              </div>
            </div>
            <EntryFacts row={copy.row} notStated={copy.notStated} />
            <CopiedOthers rows={copy.others} />
          </div>
          <aside className="rail" aria-label={t`More about this entry`}>
            <section className="rail-part">
              <h2>{t`Digest (SHA-256)`}</h2>
              <p className="t13 selectable care-digest">{copy.sha256}</p>
            </section>
            <Sources sources={copy.sources} takenAt={copy.takenAt} />
            <section className="rail-part">
              <div className="care-keep">
                <SavePaper size="small" paper={{ of: "copy", id }} />
                <Button size="small" onPress={() => saveFile.mutate({ id })}>{t`Save as a file`}</Button>
                <Button size="small" onPress={() => remove.mutate({ id })}>{t`Delete this copy`}</Button>
              </div>
              {saveFile.data === true && <p className="t13 ink2" role="status">{t`Saved. The file’s own SHA-256 is the digest above.`}</p>}
              {saveFile.error !== null && <ProblemNote problem={saveFile.error.problem} />}
            </section>
          </aside>
        </div>
      }
    </Screen>
  );
}

/** What else the directory listed of the same, as it was. */
function CopiedOthers({ rows }: { rows: readonly CareRow[] }) {
  const { t } = useLingui();
  if (rows.length === 0) return null;
  return (
    <section className="claim-part">
      <h2>{t`What else the directory lists of the same`}</h2>
      <ul className="care-evidence">
        {rows.map((row) => (
          <li key={row.key}>
            <CopiedOther row={row} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function CopiedOther({ row }: { row: CareRow }) {
  const place = usePlace()(row);
  return (
    <>
      <span>{[place.name, place.where].filter((one) => one !== null && one !== "").join(", ")}</span>
      <span className="care-evidence-facts">
        <NetworkChip row={row} />
        {row.networks.length > 0 && <span className="t13 ink3">{row.networks.map(({ name, id }) => name ?? id).join(" · ")}</span>}
        <Updated row={row} />
      </span>
    </>
  );
}

function Head({ title, row }: { title: string; row: CareRow | undefined }) {
  const specialties = useSpecialties();
  return (
    <div className="claim-head">
      <BackButton home={{ screen: "care" }} />
      <ScreenTitle>{title}</ScreenTitle>
      {row !== undefined && (
        <div className="claim-facts">
          {specialties(row) !== "" && <span>{specialties(row)}</span>}
          <NetworkChip row={row} />
        </div>
      )}
    </div>
  );
}

function Keep({ search, entry, saved }: { search: string; entry: string; saved: number | null }) {
  const { t } = useLingui();
  const { go } = useNavigation();
  const client = useQueryClient();
  const changed = () => {
    void client.invalidateQueries({ queryKey: careKeys.detail(search, entry) });
    void client.invalidateQueries({ queryKey: careKeys.saved });
  };
  const save = useCommand("care_save", changed);
  const unsave = useCommand("care_unsave", changed);
  const copy = useCommand("care_keep_copy", () => void client.invalidateQueries({ queryKey: careKeys.copies }));
  const problem = save.error ?? unsave.error ?? copy.error;
  return (
    <>
      <div className="care-keep">
        {saved === null ?
          <Button variant="primary" icon={Bookmark} onPress={() => save.mutate({ search, key: entry })}>{t`Save to my list`}</Button>
        : <Button icon={BookmarkCheck} onPress={() => unsave.mutate({ id: saved })}>{t`On my list: take off`}</Button>}
        {copy.data === undefined ?
          <Button icon={FileCheck2} onPress={() => copy.mutate({ search, key: entry })}>{t`Keep a dated copy`}</Button>
        : <Button icon={FileCheck2} onPress={() => go({ screen: "careCopy", id: copy.data })}>{t`Copy kept: look at it`}</Button>}
      </div>
      {problem !== null && <ProblemNote problem={problem.problem} />}
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export function EntryFacts({ row, notStated }: { row: CareRow; notStated: readonly CareFact[] }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const place = usePlace()(row);
  const unsaid = <span className="ink3">{t`Not stated`}</span>;
  const specialties = row.specialties.map(({ text }) => text).join(", ");
  return (
    <section className="claim-part">
      <h2 className="vh">{t`What the entry says`}</h2>
      <dl className="care-facts">
        <Fact name={t`Network`}>
          <NetworkChip row={row} />
          {row.networks.length > 0 && (
            <span className="care-names">{row.networks.map(({ id, name }) => name ?? t`${id}, which the directory does not have`).join(" · ")}</span>
          )}
        </Fact>
        <Fact name={t`New patients`}>{i18n._(acceptingWords[row.accepting])}</Fact>
        <Fact name={t`Where`}>
          {place.name !== null && <span className="care-line medium">{place.name}</span>}
          {row.place?.lines.map((line) => (
            <span key={line} className="care-line">{line}</span>
          ))}
          <span className="care-line">{place.where}</span>
          {row.contradicted && <span className="tag tag-note">{t`Another entry for this place says otherwise`}</span>}
        </Fact>
        <Fact name={t`Phone`}>{row.phone === null ? unsaid : <span className="selectable">{row.phone}</span>}</Fact>
        <Fact name={t`Hours`}>
          {row.hours.length === 0 ? unsaid : row.hours.map((hours, index) => <Hours key={index} hours={hours} />)}
        </Fact>
        <Fact name={t`Languages`}>{row.languages.length === 0 ? unsaid : format.list(row.languages)}</Fact>
        {specialties !== "" && <Fact name={t`Specialty, as the directory words it`}>{specialties}</Fact>}
        {row.organization !== null && <Fact name={t`Works for`}>{row.organization}</Fact>}
        {row.npi !== null && <Fact name={t`Provider number (NPI)`}><span className="selectable">{row.npi}</span></Fact>}
        <Fact name={t`Plan’s list updated`}><Updated row={row} /></Fact>
      </dl>
      {notStated.length > 0 && (
        <p className="care-unsaid">
          <Icon of={Info} />
          <Trans>The directory does not say {format.list(notStated.map((fact) => i18n._(factWords[fact])))}.</Trans>
        </p>
      )}
    </section>
  );
}

function Hours({ hours }: { hours: CareRow["hours"][number] }) {
  const { t } = useLingui();
  const format = useFormat();
  const days = hours.days.map((day) => format.weekday(day)).join(", ");
  const times = hours.allDay ? t`all day` : [hours.from, hours.until].filter((one) => one !== null).join("–");
  return <span className="care-line">{[days, times].filter((one) => one !== "").join(" ")}</span>;
}

function Warning() {
  const { t } = useLingui();
  return (
    <section className="rail-part">
      <h2>{t`Before you go`}</h2>
      <p>{t`This is what the plan’s directory says. Directories can be wrong or old: the plan’s own telephone decides. Call them, and the office, before you go.`}</p>
    </section>
  );
}

function Sources({ sources, takenAt }: { sources: readonly CareSource[]; takenAt: string | null }) {
  const { t } = useLingui();
  const format = useFormat();
  const [shown, setShown] = useState<string | null>(null);
  return (
    <section className="rail-part">
      <h2>{t`Where this is from`}</h2>
      {takenAt !== null && <p className="t13 ink2">{format.instant(takenAt)}</p>}
      <ul className="care-sources">
        {sources.map((source) => (
          <li key={source.reference}>
            <button
              type="button"
              className="care-source"
              aria-expanded={shown === source.reference}
              onClick={() => setShown(shown === source.reference ? null : source.reference)}
            >
              {source.reference}
            </button>
            {shown === source.reference && (
              <div className="care-source-text">
                <p className="t12 ink3 selectable">{source.address}</p>
                <pre className="selectable">{source.json}</pre>
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
