// The rows of the table of claims: a claim, and a heading over the claims of a month or a year.
import { Trans, useLingui } from "@lingui/react/macro";
import { ChevronRight, Layers, StickyNote, Tag } from "lucide-react";

import { usePersonFilter } from "../app/personFilter";
import { useFormat } from "../i18n/format";
import { useEpisodeName } from "../features/episodes/useEpisodeWords";
import type { ClaimRow, ClaimStatus, Money } from "../ipc/types.gen";
import { ClaimStatusChip } from "./ClaimStatusChip";
import type { Period } from "./ClaimTableRows";
import type { Placed } from "./groupedRows";
import { kindWords } from "./ClaimWords";
import { Icon } from "./Icon";
import { MoneySums } from "./MoneySums";
import type { ListedClaim } from "./useClaimList";
import { PersonBadge } from "./PersonBadge";

interface Common {
  /** Its row in the whole table, from 0. */
  row: number;
  /** Whether the tab key stops here. */
  isStop: boolean;
  measure: ((element: HTMLElement | null) => void) | undefined;
  onFocus: () => void;
}

/** What assistive technology calls the row: the head is row 1. */
const spoken = (row: number) => row + 2;

export interface ClaimTableRowProps extends Common {
  /** `undefined` until its page is here. */
  listed: ListedClaim | undefined;
  showBilled: boolean;
  isSelected: boolean;
  /** Opens the claim, or its story beside it. */
  onOpen: (part?: "story") => void;
}

export function ClaimTableRow({ listed, row, isStop, measure, showBilled, isSelected, onFocus, onOpen }: ClaimTableRowProps) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const { find } = usePersonFilter();
  const nameOf = useEpisodeName();
  const place = { "data-row": row, "data-index": row, "aria-rowindex": spoken(row), ref: measure };
  if (listed === undefined) {
    return (
      <tr {...place} className="ct-row" aria-busy="true">
        <td className="ct-wait" colSpan={showBilled ? 8 : 7}>
          <span className="vh">{t`One moment`}</span>
        </td>
      </tr>
    );
  }
  const { row: claim, marks, episode } = listed;
  const tags = marks?.tags ?? [];
  const name = episode === undefined ? null : nameOf(episode);
  const person = find(claim.person)?.shortName ?? null;
  const date = claim.start === null ? t`Not stated` : format.dateRange(claim.start, claim.end, "noYear");
  const isReplaced = claim.status === "replaced";
  const classes = ["ct-row", isSelected && "is-selected", isReplaced && "is-replaced"].filter(Boolean).join(" ");
  return (
    <tr {...place} className={classes} {...(isSelected && { "aria-current": true })}>
      <td className="ct-date">{date}</td>
      <td className="ct-what">
        <span className="ct-title">
          <button
            type="button"
            role="link"
            className="ct-link"
            data-stop=""
            data-focus-key={`claim-${claim.id}`}
            tabIndex={isStop ? 0 : -1}
            onFocus={onFocus}
            onClick={() => onOpen()}
          >
            {claim.title ?? i18n._(kindWords[claim.kind])}
          </button>
          <ClaimTag claim={claim} />
          {marks?.hasNote === true && (
            <span className="ct-note" title={t`With your note`}>
              <Icon of={StickyNote} />
              <span className="vh">{t`With your note`}</span>
            </span>
          )}
        </span>
        {(name !== null || tags.length > 0) && (
          <span className="ct-beside">
            {name !== null && (
              <button
                type="button"
                role="link"
                className="ct-story"
                aria-label={t`Part of: ${name}`}
                data-focus-key={`story-${claim.id}`}
                tabIndex={isStop ? 0 : -1}
                onFocus={onFocus}
                onClick={() => onOpen("story")}
              >
                <Icon of={Layers} />
                <span className="ct-story-name">{name}</span>
              </button>
            )}
            {tags.length > 0 && <MemberTags names={tags} />}
          </span>
        )}
        <span className="ct-fold ct-fold-date">{date}</span>
        <span className="ct-fold ct-fold-provider">{claim.provider}</span>
      </td>
      <td className="ct-provider">{claim.provider ?? <span className="ink3">{t`Not stated`}</span>}</td>
      <td className="ct-who">
        <span className="ct-person">
          <PersonBadge name={person} />
          <span className="ct-name">{person ?? t`Name not stated`}</span>
        </span>
      </td>
      <td className="ct-status">
        <ClaimStatusChip status={claim.status} />
      </td>
      {showBilled && (
        <td className="ct-billed end">
          <Amount money={claim.billed} status={claim.status} />
        </td>
      )}
      <td className="ct-paid end">
        <Amount money={claim.planPaid} status={claim.status} />
      </td>
      <td className="ct-owe end">
        <Amount money={claim.youOwe} status={claim.status} />
      </td>
    </tr>
  );
}

function MemberTags({ names }: { names: readonly string[] }) {
  const { t } = useLingui();
  const all = names.join(", ");
  return (
    <span className="tag tag-neutral ct-tags" title={all}>
      <Icon of={Tag} />
      <span className="vh">{t`Your tags:`} </span>
      <span className="ct-tag-names">{all}</span>
    </span>
  );
}

function ClaimTag({ claim }: { claim: ClaimRow }) {
  if (claim.isNew) {
    return (
      <span className="tag">
        <Trans>New</Trans>
      </span>
    );
  }
  if (!claim.isChanged) return null;
  return (
    <span className="tag tag-neutral">
      <Trans>Changed</Trans>
    </span>
  );
}

function Amount({ money, status }: { money: Money | null; status: ClaimStatus }) {
  const format = useFormat();
  if (money === null) {
    return (
      <span className="ct-none">{status === "pending" ? <Trans>Not yet</Trans> : <Trans>Not stated</Trans>}</span>
    );
  }
  return status === "replaced" ? <s>{format.money(money)}</s> : format.money(money);
}

export interface ClaimTableGroupProps extends Common {
  group: Placed<Period>;
  columns: number;
  /** Where the group can be opened and closed. */
  onToggle?: () => void;
}

export function ClaimTableGroup({ group, row, isStop, measure, columns, onToggle, onFocus }: ClaimTableGroupProps) {
  const { t } = useLingui();
  const format = useFormat();
  const name = group.period === null ? t`Without a date` : format.month(group.period);
  const count = <span className="ct-count">{format.claims(group.claims)}</span>;
  return (
    <tr className="ct-group" data-row={row} data-index={row} aria-rowindex={spoken(row)} ref={measure}>
      <th scope="rowgroup" colSpan={columns - 1}>
        {onToggle === undefined ?
          <>
            <span className="ct-period">{name}</span> {count}
          </>
        : <button
            type="button"
            className="ct-toggle"
            aria-expanded={group.isOpen}
            data-stop=""
            data-focus-key={`group-${group.period ?? ""}`}
            tabIndex={isStop ? 0 : -1}
            onFocus={onFocus}
            onClick={onToggle}
          >
            <Icon of={ChevronRight} />
            <span className="ct-period">{name}</span> {count}
          </button>
        }
      </th>
      <td className="ct-owe end">
        <MoneySums sums={group.youOwe} />
      </td>
    </tr>
  );
}
