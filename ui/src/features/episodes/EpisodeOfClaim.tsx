// Beside a claim: the story that it is part of, with its other claims, why each is there, and what the member can change.
import "./episodes.css";

import { Trans, useLingui } from "@lingui/react/macro";
import { lazy, Suspense, useEffect, useRef, useState } from "react";

import { useNavigation, useRoute, type Route } from "../../app/router";
import { LinkButton } from "../../components/Button";
import { kindWords } from "../../components/ClaimWords";
import { addSums } from "../../components/MoneyExact";
import { MoneySums } from "../../components/MoneySums";
import { useFormat } from "../../i18n/format";
import { useClaimEpisode, useCommand } from "../../ipc/queries";
import type { ClaimEpisode, ClaimRow, EpisodePart, Sum } from "../../ipc/types.gen";
import { useEpisodeName, useEpisodeReason } from "./useEpisodeWords";

/** The menu and its dialogs come when they are first shown. */
const EpisodeMenu = lazy(async () => ({ default: (await import("./EpisodeMenu")).EpisodeMenu }));

/** As many parts as stand there before the rest is asked for. */
const FEW = 4;

export function EpisodeOfClaim({ claim }: { claim: ClaimRow }) {
  const { data } = useClaimEpisode(claim.id);
  // A claim without a day can be part of none.
  if (data === undefined || claim.start === null) return null;
  return <Shown key={claim.id} claim={claim} story={data} />;
}

function Shown({ claim, story }: { claim: ClaimRow; story: ClaimEpisode }) {
  const { t } = useLingui();
  const format = useFormat();
  const nameOf = useEpisodeName();
  const { episode, parts } = story;
  const [isWhole, setWhole] = useState(false);
  const [said, setSaid] = useState("");
  const correct = useCommand("correct_episode");
  const undo = useCommand("undo_episode");
  const name = episode === null ? null : nameOf(episode);
  const section = useBroughtIntoView(useRoute());
  const shown = isWhole ? parts : parts.slice(0, FEW);
  return (
    <section className="rail-part no-print" aria-label={t`Claims that belong together`} ref={section}>
      <h2 tabIndex={-1}>{name === null ? t`Claims that belong together` : t`Part of: ${name}`}</h2>
      {episode === null ?
        <p className="t13 ink2 episode-none">
          <Trans>This claim stands by itself.</Trans>
        </p>
      : <>
          <p className="t13 ink2">
            {format.dateRange(episode.start, episode.end)} · {format.claims(episode.claims)}
          </p>
          <ul className="episode-parts">
            {shown.map((part) => (
              <Part key={part.row.id} part={part} own={part.row.id === claim.id} about={episode.about} />
            ))}
          </ul>
          {parts.length > FEW && (
            <p>
              <LinkButton aria-expanded={isWhole} onPress={() => setWhole(!isWhole)}>
                {isWhole ? t`Show fewer` : t`See all ${format.claims(parts.length)}`}
              </LinkButton>
            </p>
          )}
          <p className="episode-sum t13 ink2">
            <Trans>You owe for these, added up:</Trans> <MoneySums sums={addSums(parts.map(({ row }) => owed(row)))} none={t`not stated`} />
          </p>
          <p className="t12 ink3">
            <Trans>Claimfolio put these together from what your plan sent. It changes no amount anywhere.</Trans>
          </p>
        </>
      }
      <Suspense>
        <EpisodeMenu
          claim={claim}
          story={story}
          name={name}
          onCorrect={(correction, words) => correct.mutate({ correction }, { onSuccess: () => setSaid(words) })}
          onUndo={() => undo.mutate({ id: claim.id }, { onSuccess: () => setSaid(t`Your last change was taken back.`) })}
        />
      </Suspense>
      <p role="status" className="t13 ink2">
        {correct.isError || undo.isError ? t`That did not work. Nothing was changed.` : said}
      </p>
    </section>
  );
}

/** Where the story is what was asked for, it is brought into view once it is here, and the focus to its name. */
function useBroughtIntoView(route: Route) {
  const section = useRef<HTMLElement>(null);
  const isWanted = route.screen === "claim" && route.part === "story";
  useEffect(() => {
    if (!isWanted) return undefined;
    // The screen puts its own place and focus right in the frame before.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        section.current?.scrollIntoView({ block: "start" });
        section.current?.querySelector("h2")?.focus({ preventScroll: true });
      });
    });
    return () => cancelAnimationFrame(frame);
  }, [isWanted]);
  return section;
}

function Part({ part, own, about }: { part: EpisodePart; own: boolean; about: NonNullable<ClaimEpisode["episode"]>["about"] }) {
  const { i18n } = useLingui();
  const format = useFormat();
  const { go } = useNavigation();
  const reasonOf = useEpisodeReason();
  const { row } = part;
  const title = row.title ?? i18n._(kindWords[row.kind]);
  const date = row.start === null ? "" : format.date(row.start, "noYear");
  return (
    <li className="episode-part" {...(own && { "aria-current": true })}>
      <span className="episode-part-line">
        {own ?
          <span className="medium">{title}</span>
        : <LinkButton data-focus-key={`episode-${row.id}`} onPress={() => go({ screen: "claim", id: row.id })}>
            {title}
          </LinkButton>
        }
        <span className="ink3">, {date}</span>
        <span className="episode-part-owe">{row.youOwe === null ? "–" : row.status === "replaced" ? <s>{format.money(row.youOwe)}</s> : format.money(row.youOwe)}</span>
      </span>
      <span className="t12 ink3">
        {reasonOf(part, about)}
        {!part.isSure && part.reason !== "first" && (
          <>
            {" "}
            <Trans>(likely)</Trans>
          </>
        )}
      </span>
    </li>
  );
}

/** What a claim adds to a sum: only what the plan decided and stated. */
export function owed(row: ClaimRow): Sum[] {
  return row.status === "decided" && row.youOwe !== null ? [{ money: row.youOwe, claims: 1 }] : [];
}
