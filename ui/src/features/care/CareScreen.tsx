// Find care: a payer's public directory, searched without a sign-in; the member's list and their dated copies beside it.
import "./care.css";

import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Check, ChevronDown, Info, RefreshCw, SearchX, Square, Telescope } from "lucide-react";
import { useMemo, useState } from "react";
import { Button as AriaButton, ListBox, ListBoxItem, Popover, Select } from "react-aria-components";

import { Button, LinkButton } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Pane } from "../../components/Pane";
import { ProblemNote, ProblemPane } from "../../components/Problem";
import { Screen } from "../../components/Screen";
import { ScreenTitle } from "../../components/ScreenTitle";
import { Segmented } from "../../components/Segmented";
import { Skeleton } from "../../components/Skeleton";
import { useFormat } from "../../i18n/format";
import { careKeys, useCommand } from "../../ipc/queries";
import type { CareDirectory, CareNetwork, CareQuestion, CareResults, CareRow } from "../../ipc/types.gen";
import { FilterMenu } from "../claims/ClaimsFilters";
import { CareFormBar } from "./CareFormBar";
import { CareKeptLists } from "./CareKeptLists";
import { CareTable, useOpenEntry } from "./CareTable";
import { fieldWords, partWords } from "./careWords";
import { readNear } from "./near";
import { useCareDirectories, useCareForm, useCareNetworks, useCareResults, type CareForm } from "./useCare";

export function CareScreen() {
  const { t } = useLingui();
  const { data: directories, error, refetch } = useCareDirectories();
  const [kept, keep] = useCareForm();
  // What is typed is here at once, and kept for the next visit besides.
  const [form, setNow] = useState(kept);
  const setForm = (change: Partial<CareForm>) => {
    setNow((now) => ({ ...now, ...change }));
    keep((now) => ({ ...now, ...change }));
  };
  const directory = directories?.find(({ payer }) => payer === form.payer) ?? directories?.[0];
  const head = (
    <div className="care-head">
      <ScreenTitle>{t`Find care`}</ScreenTitle>
      {directories !== undefined && directory !== undefined && (
        <DirectorySelect
          directories={directories}
          value={directory.payer}
          onChange={(payer) => setForm({ payer, search: null, kind: "person" })}
        />
      )}
    </div>
  );
  const actions = (
    <Segmented
      label={t`What is shown`}
      value={form.shows}
      options={[
        { value: "search", label: t`Search` },
        { value: "saved", label: t`Saved` },
      ]}
      onChange={(shows) => setForm({ shows })}
    />
  );
  let body;
  if (error !== null) body = <ProblemPane problem={error.problem} onRetry={() => void refetch()} />;
  else if (directory === undefined) body = directories === undefined ? <Skeleton rows={6} /> : <NoDirectory />;
  else if (form.shows === "saved") body = <CareKeptLists />;
  else body = <SearchIn directory={directory} form={form} setForm={setForm} />;
  return (
    <Screen title={t`Find care`} people={false} className="care-screen" head={head} actions={actions}>
      {body}
    </Screen>
  );
}

interface DirectorySelectProps {
  directories: readonly CareDirectory[];
  value: string;
  onChange: (payer: string) => void;
}

/** Whose directory is searched: any plan's, signed in or not. */
function DirectorySelect({ directories, value, onChange }: DirectorySelectProps) {
  const { t } = useLingui();
  const chosen = directories.find(({ payer }) => payer === value)?.payerName ?? "";
  return (
    <Select aria-label={t`In the directory of ${chosen}`} className="filter" value={value} onChange={(key) => onChange(String(key))}>
      <AriaButton className="filter-button">
        <span className="filter-name">{t`In the directory of`}</span> <span className="filter-value">{chosen}</span>
        <Icon of={ChevronDown} />
      </AriaButton>
      <Popover className="popover" placement="bottom start">
        <ListBox className="menu filter-list" items={directories.map(({ payer, payerName }) => ({ id: payer, payerName }))}>
          {({ id, payerName }) => (
            <ListBoxItem id={id} textValue={payerName} className="menu-item">
              {payerName}
              <Icon of={Check} className="menu-tick" />
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}

function NoDirectory() {
  const { t } = useLingui();
  return (
    <Pane icon={SearchX} title={t`No directory is known`}>
      <p>{t`None of the plans that this app knows has a public directory.`}</p>
    </Pane>
  );
}

/** The question that the form asks. */
function questionOf(form: CareForm, payer: string): CareQuestion {
  return {
    payer,
    kind: form.kind,
    name: form.specialty === null ? form.words : null,
    specialty: form.specialty,
    ...readNear(form.near),
    network: null,
  };
}

interface SearchInProps {
  directory: CareDirectory;
  form: CareForm;
  setForm: (change: Partial<CareForm>) => void;
}

function SearchIn({ directory, form, setForm }: SearchInProps) {
  const client = useQueryClient();
  const search = useCommand("care_search", (_, results) => {
    client.setQueryData<CareResults>(careKeys.results(results.search), results);
    setForm({ search: results.search });
  });
  const ask = (fresh: boolean) => search.mutate({ question: questionOf(form, directory.payer), fresh });
  const results = useCareResults(form.search);
  return (
    <>
      <div className="above-table">
        <CareFormBar
          form={form}
          directory={directory}
          isRunning={search.isPending}
          onChange={setForm}
          onSearch={() => ask(false)}
        />
        <OwnNetwork payer={directory.payer} search={form.search} />
      </div>
      {search.error !== null && <ProblemNote problem={search.error.problem} />}
      {form.search === null ?
        <BeforeSearch directory={directory} />
      : results.error !== null ?
        <BeforeSearch directory={directory} />
      : results.data === undefined ?
        <Skeleton rows={6} />
      : <Found results={results.data} form={form} onAgain={() => ask(true)} />}
    </>
  );
}

function BeforeSearch({ directory }: { directory: CareDirectory }) {
  const { t } = useLingui();
  const days = directory.freshDays;
  return (
    <Pane icon={Telescope} title={t`Look for a doctor, a clinic or a pharmacy`}>
      <p>
        <Trans>
          You search what {directory.payerName} publishes for everyone. Nothing about you is sent: only what you type here.
        </Trans>
      </p>
      {days !== null && (
        <p>{t`By its own words the plan’s directory follows a change within ${days} days. Call to check before you go.`}</p>
      )}
    </Pane>
  );
}

/** Which of the directory's networks is the member's: from the card, or chosen once. */
function OwnNetwork({ payer, search }: { payer: string; search: string | null }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { data } = useCareNetworks(payer);
  const choose = useCommand("care_choose_network", () => {
    void client.invalidateQueries({ queryKey: careKeys.networks(payer) });
    if (search !== null) void client.invalidateQueries({ queryKey: careKeys.results(search) });
  });
  if (data === undefined || data.networks.length === 0) return null;
  const own = data.own;
  return (
    <div className="care-own">
      <FilterMenu
        label={t`Your network`}
        all={t`Not chosen`}
        value={own === null ? null : (data.networks.find((one) => sameNetwork(one, own.network))?.id ?? own.network.id)}
        options={data.networks.map(({ id, name }) => ({ value: id, label: name ?? id }))}
        onChange={(id) => choose.mutate({ payer, network: data.networks.find((one) => one.id === id) ?? null })}
      />
      <span className="t13 ink3">
        {own?.source === "coverage" ? t`as your coverage names it` : own === null ? t`Your coverage does not name one of these` : t`as you chose`}
      </span>
    </div>
  );
}

function sameNetwork(one: CareNetwork, other: CareNetwork): boolean {
  return one.id === other.id || (one.name !== null && one.name.toLocaleLowerCase() === other.name?.toLocaleLowerCase());
}

const NETWORK_ORDER = ["yes", "pending", "notChosen", "notStated", "no"] as const;

/** The rows that the ticks leave, those in the network first. */
export function shownRows(rows: readonly CareRow[], form: Pick<CareForm, "outOfNetworkToo" | "newPatientsOnly">): CareRow[] {
  return rows
    .filter((row) => form.outOfNetworkToo || row.inNetwork !== "no")
    .filter((row) => !form.newPatientsOnly || row.accepting === "yes")
    .map((row, place) => ({ row, place }))
    .sort((a, b) => NETWORK_ORDER.indexOf(a.row.inNetwork) - NETWORK_ORDER.indexOf(b.row.inNetwork) || a.place - b.place)
    .map(({ row }) => row);
}

interface FoundProps {
  results: CareResults;
  form: CareForm;
  onAgain: () => void;
}

function Found({ results, form, onAgain }: FoundProps) {
  const { t } = useLingui();
  const rows = useMemo(() => shownRows(results.rows, form), [results.rows, form]);
  const open = useOpenEntry(results.search);
  if (results.run === "refused") return <NotThatWay results={results} />;
  const [first] = results.problems;
  if (results.run === "failed" && rows.length === 0 && first !== undefined) {
    return <ProblemPane problem={first.error} onRetry={onAgain} />;
  }
  const count = plural(rows.length, { one: "# entry", other: "# entries" });
  const hidden = results.rows.length - rows.length;
  return (
    <>
      <div className="above-table care-above">
        <h2 className="care-count" aria-live="polite">
          {results.run === "running" && rows.length === 0 ? t`Asking the directory…` : count}
        </h2>
        <Progress results={results} onAgain={onAgain} />
        <span className="spring" />
        <span className="care-warning">
          <Icon of={Info} />
          {t`Directories can be wrong. Call to check before you go.`}
        </span>
      </div>
      <Shortcomings results={results} />
      {rows.length === 0 && results.run !== "running" ?
        <NothingFound results={results} hidden={hidden} />
      : <CareTable label={t`What the directory lists`} rows={rows} onOpen={open} />}
      <More results={results} hidden={rows.length === 0 ? 0 : hidden} />
    </>
  );
}

function Progress({ results, onAgain }: { results: CareResults; onAgain: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const stop = useCommand("care_stop");
  if (results.run === "running") {
    return (
      <span className="care-progress">
        {results.rows.length > 0 && <span className="ink3">{t`Asking for more about them…`}</span>}
        <Button size="small" icon={Square} onPress={() => stop.mutate({ search: results.search })}>{t`Stop`}</Button>
      </span>
    );
  }
  if (results.fetchedAt === null) return null;
  return (
    <span className="care-progress ink3">
      {results.kept ? t`kept from ${format.when(results.fetchedAt)}` : t`as of ${format.when(results.fetchedAt)}`}
      {results.run === "stopped" && <span>· {t`stopped by you`}</span>}
      <Button variant="quiet" size="small" icon={RefreshCw} onPress={onAgain}>{t`Ask again`}</Button>
    </span>
  );
}

/** What the directory did not give, in words. */
function Shortcomings({ results }: { results: CareResults }) {
  const { t, i18n } = useLingui();
  const said: string[] = [];
  if (results.run === "failed") said.push(t`The directory did not answer. This is what it said before.`);
  else for (const { part } of results.problems) said.push(`${i18n._(partWords[part])}.`);
  if (results.withoutPlaces) said.push(t`This plan’s directory cannot be asked where a person of that name works.`);
  if (results.cutShort) said.push(t`The list is not whole: the directory’s pages broke off. It goes as far as this directory can tell.`);
  if (results.unreadable > 0) {
    said.push(plural(results.unreadable, { one: "# entry could not be read.", other: "# entries could not be read." }));
  }
  if (said.length === 0) return null;
  return (
    <div className="note care-note" role="status">
      <Icon of={Info} />
      <div className="note-text">
        {[...new Set(said)].map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
    </div>
  );
}

function NotThatWay({ results }: { results: CareResults }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  return (
    <Pane icon={SearchX} title={t`This directory cannot be searched that way`}>
      <p>
        <Trans>{results.payerName} lets its directory be searched by these, and each can be narrowed by more:</Trans>
      </p>
      <ul className="care-ways">
        {results.instead.map((fields) => (
          <li key={fields.join()}>{format.list(fields.map((field) => i18n._(fieldWords[field])))}</li>
        ))}
      </ul>
    </Pane>
  );
}

function NothingFound({ results, hidden }: { results: CareResults; hidden: number }) {
  const { t } = useLingui();
  return (
    <Pane icon={SearchX} title={results.more ? t`Nothing so far` : t`The directory lists nothing that fits`}>
      {hidden > 0 && (
        <p>{plural(hidden, { one: "# entry is hidden by your ticks above.", other: "# entries are hidden by your ticks above." })}</p>
      )}
      <p>
        {results.more ?
          t`The directory has further entries that were not looked at yet.`
        : t`As far as this plan’s directory can tell. Try fewer words, or the beginning of a name.`}
      </p>
    </Pane>
  );
}

function More({ results, hidden }: { results: CareResults; hidden: number }) {
  const { t } = useLingui();
  const more = useCommand("care_more");
  if (results.run === "running") return null;
  return (
    <div className="care-more">
      {results.more && (
        <>
          <span className="ink3">{t`The directory has more that was not asked for.`}</span>
          <LinkButton onPress={() => more.mutate({ search: results.search })}>{t`Ask for more`}</LinkButton>
        </>
      )}
      {hidden > 0 && (
        <span className="ink3">{plural(hidden, { one: "# entry is hidden by your ticks above.", other: "# entries are hidden by your ticks above." })}</span>
      )}
    </div>
  );
}
