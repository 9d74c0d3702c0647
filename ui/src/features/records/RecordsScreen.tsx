// Health records beside claims: by kind with counts, searched and filtered, each of them a way to everything it says.
import "../claims/claims.css";
import "./records.css";

import { Trans, useLingui } from "@lingui/react/macro";
import { SearchX } from "lucide-react";
import { useMemo, useRef } from "react";

import { usePersonFilter } from "../../app/personFilter";
import { Button } from "../../components/Button";
import { Pane } from "../../components/Pane";
import { ProblemPane } from "../../components/Problem";
import { Screen } from "../../components/Screen";
import { SearchBox } from "../../components/SearchBox";
import { Skeleton } from "../../components/Skeleton";
import { useDebounced } from "../../components/useDebounced";
import { useKept } from "../../components/useKept";
import { EVERY_RECORD, useRecordsOutline } from "../../ipc/queries";
import type { RecordFilter, RecordKind } from "../../ipc/types.gen";
import { FilterMenu } from "../claims/ClaimsFilters";
import { useSlashToSearch } from "../claims/ClaimsScreen";
import { NoRecords, RecordsAbsent } from "./RecordsAbsent";
import { RecordTable } from "./RecordTable";
import { RECORD_KINDS, recordKinds } from "./recordWords";
import { useRecordList } from "./useRecordList";

const TYPING_PAUSE_MS = 120;

interface Choice {
  readonly kind: RecordKind | null;
  readonly text: string;
}

const NO_CHOICE: Choice = { kind: null, text: "" };

export function RecordsScreen() {
  const { t, i18n } = useLingui();
  const { person, setPerson, people } = usePersonFilter();
  const [choice, setChoice] = useKept<Choice>("records", NO_CHOICE);
  const text = useDebounced(choice.text, TYPING_PAUSE_MS).trim();
  const filter = useMemo<RecordFilter>(() => ({ person, kind: choice.kind, text }), [person, choice.kind, text]);
  const { list, error, retry } = useRecordList(filter);
  const everything = useRecordsOutline(EVERY_RECORD);
  const search = useRef<HTMLInputElement>(null);
  useSlashToSearch(search);

  const all = t({ message: "All", context: "filter" });
  const present = everything.data?.groups.map(({ kind }) => kind) ?? [];
  const clear = () => {
    setChoice(NO_CHOICE);
    setPerson(null);
  };
  const isFiltering = choice.kind !== null || choice.text.trim() !== "" || person !== null;
  const actions = present.length > 0 && (
    <>
      <SearchBox
        label={t`Search what, who, result or code`}
        value={choice.text}
        onChange={(typed) => setChoice((now) => ({ ...now, text: typed }))}
        inputRef={search}
        className="claims-search"
      />
      <div className="claims-filters" role="group" aria-label={t`Filters`}>
        <FilterMenu
          label={t`Kind`}
          all={all}
          value={choice.kind}
          options={RECORD_KINDS.filter((kind) => present.includes(kind)).map((kind) => ({
            value: kind,
            label: i18n._(recordKinds[kind].many),
          }))}
          onChange={(kind) => setChoice((now) => ({ ...now, kind }))}
        />
        {people.length > 1 && (
          <FilterMenu
            label={t`Person`}
            all={t`Everyone`}
            value={person}
            options={people.map((one) => ({ value: one.id, label: one.shortName ?? t`Name not stated` }))}
            onChange={setPerson}
          />
        )}
        <span className="spring" />
        {isFiltering && (
          <Button variant="quiet" size="small" onPress={clear}>
            {t`Clear filters`}
          </Button>
        )}
      </div>
    </>
  );

  let body;
  if (error !== null) {
    body = <ProblemPane problem={error.problem} onRetry={retry} />;
  } else if (list === undefined || everything.data === undefined) {
    body = <Skeleton rows={10} />;
  } else if (present.length === 0) {
    body = <NoRecords sources={everything.data.sources} />;
  } else if (list.outline.groups.length === 0) {
    body = (
      <Pane icon={SearchX} title={t`No records match`} actions={<Button onPress={clear}>{t`Clear filters`}</Button>}>
        <p>
          <Trans>Nothing on this computer fits these words and filters together.</Trans>
        </p>
      </Pane>
    );
  } else {
    body = (
      <>
        <div className="above-table">
          <RecordsAbsent sources={everything.data.sources} />
        </div>
        <RecordTable list={list} />
      </>
    );
  }
  return (
    <Screen title={t`Health records`} people={false} className="records-screen" actions={actions}>
      {body}
    </Screen>
  );
}
