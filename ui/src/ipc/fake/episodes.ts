// The family's stories, and what the member says of them: for development and tests. The rule itself is the core's.
import type { ClaimEpisode, Episode, EpisodeCorrection, EpisodePart, EpisodeReason } from "../types.gen";
import type { FakeClaim } from "./answers";
import { CONNECTION } from "./records";

interface Told {
  who: string;
  from: string;
  until: string;
  words: Episode["words"];
  about: Episode["about"];
  place: string;
  /** The title of the claim that it is about. */
  lead: string;
}

const TOLD: readonly Told[] = [
  { who: "sofia", from: "2026-08-14", until: "2026-09-03", words: { en: "Appendix surgery", es: "Cirugía del apéndice" }, about: "stay", place: "Mercy Lake Hospital", lead: "Hospital stay, 2 nights" },
  { who: "daniel", from: "2026-01-31", until: "2026-04-22", words: { en: "Knee care", es: "Cuidado de la rodilla" }, about: "care", place: "Dr. James Okafor", lead: "Knee exam" },
  { who: "daniel", from: "2026-06-24", until: "2026-06-24", words: null, about: "procedure", place: "Lakeside Surgery Center", lead: "Outpatient room" },
  { who: "leo", from: "2026-04-21", until: "2026-06-17", words: { en: "Ear tubes", es: "Tubos en los oídos" }, about: "procedure", place: "Lakeside Surgery Center", lead: "Ear tubes, surgery center" },
];

interface Story {
  told: Told | null;
  claims: number[];
  ownName: string | null;
  chosen: number[];
}

/** The stories of some claims. Keeps what is said of them. */
export class FakeEpisodes {
  private readonly said: EpisodeCorrection[] = [];

  /** Puts each claim's story on its row, as the core does. */
  mark(claims: readonly FakeClaim[]): void {
    const stories = this.stories(claims);
    for (const { row } of claims) row.episode = idOf(stories.find((story) => story.claims.includes(row.id)));
  }

  /** Whether the claims are here, and of one person. */
  say(claims: readonly FakeClaim[], correction: EpisodeCorrection): boolean {
    const personOf = (id: number) => claims.find(({ row }) => row.id === id)?.row.person;
    if (personOf(correction.claim) === undefined || ("with" in correction && personOf(correction.with) !== personOf(correction.claim))) {
      return false;
    }
    this.said.push(correction);
    return true;
  }

  undo(): void {
    this.said.pop();
  }

  /** The stories of the claims among some, oldest first. */
  of(claims: readonly FakeClaim[], shown: ReadonlySet<number>): Episode[] {
    const stories = this.stories(claims).filter((story) => story.claims.some((claim) => shown.has(claim)));
    return stories.map((story) => episodeOf(story, claims)).sort((a, b) => (a.start < b.start ? -1 : 1));
  }

  ofClaim(claims: readonly FakeClaim[], id: number): ClaimEpisode {
    const canUndo = this.said.length > 0;
    const story = this.stories(claims).find((one) => one.claims.includes(id));
    if (story === undefined) return { episode: null, parts: [], canUndo };
    return { episode: episodeOf(story, claims), parts: partsOf(story, claims), canUndo };
  }

  private stories(claims: readonly FakeClaim[]): Story[] {
    let stories = TOLD.map((told): Story => {
      const own = claims.filter(({ row }) => row.person === `${CONNECTION}/${told.who}` && row.start !== null && row.start >= told.from && row.start <= told.until);
      return { told, claims: own.map(({ row }) => row.id), ownName: null, chosen: [] };
    });
    for (const correction of this.said) stories = corrected(stories, correction);
    return stories.filter((story) => story.claims.length > 1);
  }
}

function corrected(stories: readonly Story[], correction: EpisodeCorrection): Story[] {
  const { claim } = correction;
  const out = () => stories.map((story) => ({ ...story, claims: story.claims.filter((one) => one !== claim) }));
  switch (correction.say) {
    case "apart":
      return out();
    case "call":
      return stories.map((story) => (story.claims.includes(claim) ? { ...story, ownName: correction.name.trim() || null } : story));
    case "join": {
      const rest = out();
      const to = rest.find((story) => story.claims.includes(correction.with));
      if (to === undefined) return [...rest, { told: null, claims: [claim, correction.with], ownName: null, chosen: [claim, correction.with] }];
      return rest.map((story) => (story === to ? { ...story, claims: [...story.claims, claim], chosen: [...story.chosen, claim] } : story));
    }
    case "merge": {
      const from = stories.find((story) => story.claims.includes(claim));
      const to = stories.find((story) => story.claims.includes(correction.with));
      if (from === undefined || to === undefined || from === to) return [...stories];
      const both = { ...to, claims: [...to.claims, ...from.claims], chosen: [...to.chosen, ...from.claims] };
      return stories.filter((story) => story !== from).map((story) => (story === to ? both : story));
    }
  }
}

function inOrder(story: Story, claims: readonly FakeClaim[]) {
  const rows = claims.map(({ row }) => row).filter((row) => story.claims.includes(row.id));
  return rows.sort((a, b) => ((a.start ?? "") === (b.start ?? "") ? a.id - b.id : (a.start ?? "") < (b.start ?? "") ? -1 : 1));
}

function idOf(story: Story | undefined): number | null {
  return story === undefined ? null : Math.min(...story.claims);
}

function episodeOf(story: Story, claims: readonly FakeClaim[]): Episode {
  const rows = inOrder(story, claims);
  const ends = rows.map((row) => row.end ?? row.start ?? "").sort();
  return {
    id: idOf(story) ?? 0,
    person: rows[0]?.person ?? null,
    ownName: story.ownName,
    words: story.told?.words ?? null,
    about: story.told?.about ?? "care",
    place: story.told?.place ?? rows[0]?.provider ?? null,
    start: rows[0]?.start ?? "",
    end: ends.at(-1) ?? "",
    claims: rows.length,
  };
}

function partsOf(story: Story, claims: readonly FakeClaim[]): EpisodePart[] {
  const rows = inOrder(story, claims);
  const lead = rows.find((row) => row.title === story.told?.lead) ?? rows[0];
  const dayNumber = (text: string | null | undefined) => Date.parse(`${text ?? ""}T00:00:00Z`) / 86_400_000;
  const [begins, ends] = [dayNumber(lead?.start), dayNumber(lead?.end ?? lead?.start)];
  return rows.map((row): EpisodePart => {
    const first = dayNumber(row.start);
    const days = first > ends ? first - ends : Math.min(0, first - begins);
    const isLead = row === lead;
    let reason: EpisodeReason = "sameDiagnosis";
    if (story.chosen.includes(row.id)) reason = "chosen";
    else if (isLead) reason = story.told?.about === "care" ? "first" : "event";
    else if (row.title === "Emergency room") reason = "event";
    else if (row.kind === "pharmacy") reason = "prescription";
    else if (row.title === "Visit after surgery") reason = "followUp";
    else if (days === 0) reason = story.told?.about === "stay" ? "duringStay" : "sameDay";
    return { row, isLead, reason, days, isSure: ["event", "duringStay", "chosen"].includes(reason) };
  });
}
