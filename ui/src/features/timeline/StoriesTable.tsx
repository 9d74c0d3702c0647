// The stories of the time shown, as a table: the same groups as in the picture, with the same sums of the claims shown.
import { useLingui } from "@lingui/react/macro";
import { ChevronRight } from "lucide-react";
import { Fragment } from "react";

import { usePersonFilter } from "../../app/personFilter";
import { useNavigation } from "../../app/router";
import { ClaimStatusChip } from "../../components/ClaimStatusChip";
import { kindWords } from "../../components/ClaimWords";
import { Icon } from "../../components/Icon";
import { addSums } from "../../components/MoneyExact";
import { MoneySums } from "../../components/MoneySums";
import { useFormat } from "../../i18n/format";
import type { ClaimRow, Episode, Sum, Timeline } from "../../ipc/types.gen";
import { useEpisodeName } from "../episodes/useEpisodeWords";

interface StoriesTableProps {
  timeline: Timeline;
  unfolded: number | null;
  onUnfold: (story: number | null) => void;
  onSelect: (claims: readonly number[]) => void;
}

export function StoriesTable({ timeline, unfolded, onUnfold, onSelect }: StoriesTableProps) {
  const { t } = useLingui();
  const marks = timeline.lanes.flatMap(({ plot }) => (plot.plot === "marks" ? plot.marks : []));
  const stories = timeline.episodes
    .map((episode) => ({ episode, claims: marks.filter((claim) => claim.episode === episode.id) }))
    .filter(({ claims }) => claims.length > 1)
    .reverse();
  if (stories.length === 0) return null;
  return (
    <div className="claim-table-box stories-table">
      <table className="claim-table" aria-label={t`Claims that belong together, newest first`}>
        <thead>
          <tr>
            <th scope="col" className="ct-date">{t`Date of care`}</th>
            <th scope="col" className="ct-what">{t`Claims that belong together`}</th>
            <th scope="col" className="ct-provider">{t`Where`}</th>
            <th scope="col" className="ct-who">{t`Who`}</th>
            <th scope="col" className="ct-status">{t`Status`}</th>
            <th scope="col" className="ct-paid end">{t`Plan paid`}</th>
            <th scope="col" className="ct-owe end">{t`You owe`}</th>
          </tr>
        </thead>
        <tbody>
          {stories.map(({ episode, claims }) => (
            <Story
              key={episode.id}
              episode={episode}
              claims={claims}
              isOpen={unfolded === episode.id}
              onToggle={() => {
                onUnfold(unfolded === episode.id ? null : episode.id);
                onSelect(claims.map(({ id }) => id));
              }}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface StoryProps {
  episode: Episode;
  /** Those that are in the time shown. */
  claims: readonly ClaimRow[];
  isOpen: boolean;
  onToggle: () => void;
}

function Story({ episode, claims, isOpen, onToggle }: StoryProps) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const nameOf = useEpisodeName();
  const { find } = usePersonFilter();
  const { go } = useNavigation();
  const who = find(episode.person)?.shortName ?? t`Name not stated`;
  const all = claims.length === episode.claims ? format.claims(claims.length) : t`${claims.length} of ${format.claims(episode.claims)} in this time`;
  const date = format.dateRange(episode.start, episode.end, "noYear");
  // Where all stand alike; otherwise each says it.
  const status = claims.every((claim) => claim.status === claims[0]?.status) ? claims[0]?.status : undefined;
  return (
    <Fragment>
      <tr className={isOpen ? "ct-row is-selected" : "ct-row"}>
        <td className="ct-date">{date}</td>
        <th scope="row" className="ct-what">
          <button type="button" className="ct-toggle" aria-expanded={isOpen} data-focus-key={`story-${episode.id}`} onClick={onToggle}>
            <Icon of={ChevronRight} />
            <span>{nameOf(episode)}</span>
            <span className="ct-count">{all}</span>
          </button>
          <span className="ct-fold ct-fold-date">{date}</span>
        </th>
        <td className="ct-provider">{episode.place}</td>
        <td className="ct-who">{who}</td>
        <td className="ct-status">{status !== undefined && <ClaimStatusChip status={status} />}</td>
        <td className="ct-paid end">
          <MoneySums sums={addSums(claims.map((claim) => decided(claim, claim.planPaid)))} none={t`Not stated`} />
        </td>
        <td className="ct-owe end">
          <MoneySums sums={addSums(claims.map((claim) => decided(claim, claim.youOwe)))} none={t`Not stated`} />
        </td>
      </tr>
      {isOpen &&
        claims.map((claim) => (
          <tr key={claim.id} className={claim.status === "replaced" ? "ct-row stories-part is-replaced" : "ct-row stories-part"}>
            <td className="ct-date">{claim.start !== null && format.dateRange(claim.start, claim.end, "noYear")}</td>
            <td className="ct-what">
              <button type="button" role="link" className="ct-link" data-focus-key={`story-claim-${claim.id}`} onClick={() => go({ screen: "claim", id: claim.id })}>
                {claim.title ?? i18n._(kindWords[claim.kind])}
              </button>
            </td>
            <td className="ct-provider">{claim.provider}</td>
            <td className="ct-who">{who}</td>
            <td className="ct-status">
              <ClaimStatusChip status={claim.status} />
            </td>
            <td className="ct-paid end">{claim.planPaid === null ? t`Not stated` : format.money(claim.planPaid)}</td>
            <td className="ct-owe end">{claim.youOwe === null ? t`Not stated` : format.money(claim.youOwe)}</td>
          </tr>
        ))}
    </Fragment>
  );
}

/** What counts in a sum: only what the plan decided and stated. */
function decided(claim: ClaimRow, money: ClaimRow["youOwe"]): Sum[] {
  return claim.status === "decided" && money !== null ? [{ money, claims: 1 }] : [];
}
