// What a mark says: to those who listen and in the tooltip.
import type { I18n } from "@lingui/core";
import { t } from "@lingui/core/macro";

import { kindWords } from "../../components/ClaimWords";
import { claimCount, formatDate, formatDateRange, formatMoney, formatMonth, monthNames } from "../../i18n/format";
import type { Bucket, ClaimRow, Sum } from "../../ipc/types.gen";
import { isoDay } from "./layout/calendar";
import type { ColumnMark, Item, Pile, StoryGround } from "./layout/drawing";

export interface ItemWords {
  /** The whole sentence that is spoken. */
  readonly name: string;
  readonly title: string;
  readonly lines: readonly string[];
}

export function itemWords(item: Item, bucket: Bucket, place: { at: number; of: number }, i18n: I18n): ItemWords {
  const { title, lines } = wordsOf(item, bucket, i18n);
  const position = t`${place.at} of ${place.of}`;
  return { name: [title, ...lines, position].join(", "), title, lines };
}

function wordsOf(item: Item, bucket: Bucket, i18n: I18n): { title: string; lines: string[] } {
  switch (item.type) {
    case "mark":
      return claimWords(item.claim, i18n);
    case "pile":
    case "story":
      return pileWords(item);
    case "column":
      return columnWords(item, bucket);
  }
}

function claimWords(claim: ClaimRow, i18n: I18n): { title: string; lines: string[] } {
  const kind = i18n._(kindWords[claim.kind]);
  const lines = [];
  if (claim.provider !== null) lines.push(claim.provider);
  if (claim.start !== null) lines.push(formatDateRange(claim.start, claim.end));
  lines.push(owedWords(claim));
  return { title: claim.title ?? kind, lines };
}

function owedWords({ status, youOwe }: ClaimRow): string {
  const amount = youOwe === null ? null : formatMoney(youOwe);
  switch (status) {
    case "pending":
      return t`your plan is still deciding`;
    case "replaced":
      return t`replaced by another claim, not counted`;
    case "preauthorization":
      return t`asked before the care, not a claim`;
    case "notCovered":
      return amount === null ? t`not covered` : t`not covered, you owe ${amount}`;
    case "decided":
      return amount === null ? t`what you owe is not stated by your plan` : t`you owe ${amount}`;
  }
}

function sumWords(sums: readonly Sum[]): string {
  if (sums.length === 0) return t`what you owe is not stated by your plan`;
  const amounts = sums.map(({ money }) => formatMoney(money)).join(" + ");
  return t`you owe ${amounts}`;
}

function pileWords({ claims, first, last, youOwe, story }: Pile | StoryGround): { title: string; lines: string[] } {
  const when = formatDateRange(isoDay(first), isoDay(last));
  const count = claimCount(claims.length);
  if (story === null) return { title: count, lines: [when, sumWords(youOwe)] };
  return { title: story.title, lines: [count, when, sumWords(youOwe)] };
}

function columnWords({ first, last, count, youOwe }: ColumnMark, bucket: Bucket): { title: string; lines: string[] } {
  const isWholeMonth = bucket === "month" && last - first < 31;
  const title = isWholeMonth ? formatMonth(isoDay(first).slice(0, 7)) : formatDateRange(isoDay(first), isoDay(last));
  return { title, lines: [claimCount(count), sumWords(youOwe)] };
}

/** What a stretch of time is called. */
export function spanWords(from: number, until: number): string {
  const [first, last] = [isoDay(from), isoDay(until - 1)];
  const wholeMonths = first.endsWith("-01") && isoDay(until).endsWith("-01");
  if (!wholeMonths) return formatDateRange(first, last);
  if (first.slice(0, 7) === last.slice(0, 7)) return formatMonth(first.slice(0, 7));
  if (first.endsWith("-01-01") && until - from > 400) return `${first.slice(0, 4)} – ${last.slice(0, 4)}`;
  const isOneYear = first.slice(0, 4) === last.slice(0, 4);
  const begin = isOneYear ? monthNames()[Number(first.slice(5, 7)) - 1] : formatDate(first.slice(0, 7));
  return `${begin ?? ""} – ${formatDate(last.slice(0, 7))}`;
}
