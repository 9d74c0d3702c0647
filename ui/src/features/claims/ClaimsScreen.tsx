// All claims as a list: search, filters, months, sums.
import "./claims.css";

import { Trans, useLingui } from "@lingui/react/macro";
import { FileSearch, SearchX } from "lucide-react";
import { useEffect, useMemo, useRef } from "react";

import { usePersonFilter } from "../../app/personFilter";
import { useNavigation } from "../../app/router";
import { Button } from "../../components/Button";
import { ClaimsStillComing, NoClaimsYet } from "../../components/ClaimsComing";
import { ClaimTable } from "../../components/ClaimTable";
import { Pane } from "../../components/Pane";
import { ProblemPane } from "../../components/Problem";
import { Screen } from "../../components/Screen";
import { SearchBox } from "../../components/SearchBox";
import { Skeleton } from "../../components/Skeleton";
import { useClaimList } from "../../components/useClaimList";
import { useDebounced } from "../../components/useDebounced";
import { useClaimsOutline } from "../../ipc/queries";
import { AppealReminders } from "../claim/AppealReminders";
import { filterOf, isFiltering, NO_CHOICE, useClaimsChoice, yearsOf } from "./claimsFilter";
import { ClaimsFilters } from "./ClaimsFilters";
import { ClaimsFoot } from "./ClaimsFoot";

const TYPING_PAUSE_MS = 120;

export function ClaimsScreen() {
  const { t } = useLingui();
  const { person, setPerson } = usePersonFilter();
  const { go } = useNavigation();
  const [choice, setChoice] = useClaimsChoice();
  const text = useDebounced(choice.text, TYPING_PAUSE_MS);
  const filter = useMemo(() => filterOf({ ...choice, text }, person), [choice, text, person]);
  const { list, error, retry } = useClaimList(filter);
  const everything = useClaimsOutline(EVERYTHING);
  const search = useRef<HTMLInputElement>(null);
  useSlashToSearch(search);

  const hasAny = (everything.data?.months.length ?? 0) > 0;
  const searchBox = (
    <SearchBox
      label={t`Search what, who or amount`}
      value={choice.text}
      onChange={(typed) => setChoice((now) => ({ ...now, text: typed }))}
      inputRef={search}
      className="claims-search"
    />
  );
  const filters = (
    <ClaimsFilters choice={choice} years={yearsOf(everything.data?.months ?? [])} onChange={setChoice} />
  );

  let body;
  if (error !== null) {
    body = <ProblemPane problem={error.problem} onRetry={retry} />;
  } else if (list === undefined || everything.data === undefined) {
    body = <Skeleton rows={10} />;
  } else if (!hasAny) {
    body = <NoClaimsYet />;
  } else if (list.outline.months.length === 0) {
    body = (
      <Pane
        icon={SearchX}
        title={t`No claims match`}
        actions={
          <Button
            onPress={() => {
              setChoice(NO_CHOICE);
              setPerson(null);
            }}
          >
            {t`Clear filters`}
          </Button>
        }
      >
        <p>
          {isFiltering(choice) ?
            <Trans>Nothing on this computer fits these words and filters together.</Trans>
          : <Trans>There are no claims of this person on this computer.</Trans>}
        </p>
      </Pane>
    );
  } else {
    body = (
      <>
        <AppealReminders />
        <div className="above-table">
          <ClaimsStillComing />
        </div>
        <ClaimTable list={list} label={t`Claims, newest first`} showBilled />
        <ClaimsFoot summary={list.outline.summary} year={choice.year} filter={filter} />
      </>
    );
  }
  return (
    <Screen
      title={t`Claims`}
      people={false}
      className="claims-screen"
      actions={
        hasAny && (
          <>
            {searchBox}
            <Button icon={FileSearch} onPress={() => go({ screen: "bill", claim: null })}>
              {t`I have a bill`}
            </Button>
            {filters}
          </>
        )
      }
    >
      {body}
    </Screen>
  );
}

const EVERYTHING = filterOf(NO_CHOICE, null);

/** "/" goes to the search, as in many lists; not while the member is writing somewhere. */
export function useSlashToSearch(search: React.RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest("input, textarea, [contenteditable], [role=dialog]")) return;
      event.preventDefault();
      search.current?.focus();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [search]);
}
