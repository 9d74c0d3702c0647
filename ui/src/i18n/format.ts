// How amounts, dates and instants are written. Amounts stay decimal text from end to end: nothing here makes a number of
// one. FHIR dates (`2026`, `2026-11`, `2026-11-22`) are civil dates without a time zone and are never shifted by one.
import { i18n } from "@lingui/core";
import { plural, t } from "@lingui/core/macro";
import { useLingui } from "@lingui/react";

import type { Money } from "../ipc/types.gen";

/** The members live in the United States, so Spanish keeps the American separators and currency sign. */
const REGIONAL = { en: "en-US", es: "es-US" } as const;

function regional(): string {
  return i18n.locale === "es" ? REGIONAL.es : REGIONAL.en;
}

/** Making a formatter costs more than a hundred uses of it, and a screen of claims writes hundreds of amounts and dates. */
function once<Options, Format>(make: (locale: string, options: Options) => Format): typeof make {
  const made = new Map<string, Format>();
  return (locale, options) => {
    const key = `${locale} ${JSON.stringify(options)}`;
    const format = made.get(key) ?? make(locale, options);
    made.set(key, format);
    return format;
  };
}

const dates = once((locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options));
const numbers = once((locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options));
const lists = once((locale, options: Intl.ListFormatOptions) => new Intl.ListFormat(locale, options));

const MINUS = "\u2212";
const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/** How many decimals the currency is usually written with; none are ever cut off. */
function usualDecimals(currency: string): number {
  if (currency === "USD") return 2;
  try {
    return numbers("en", { style: "currency", currency }).resolvedOptions().minimumFractionDigits ?? 2;
  } catch {
    return 0; // not a currency code: the digits stand as they came
  }
}

/** `-1234.5` becomes `−1,234.50`: every digit that came stands, zeros are added up to `decimals`. */
export function formatDecimal(amount: string, decimals = 0): string {
  const [, sign = "", whole = "", fraction = ""] = DECIMAL.exec(amount.trim()) ?? [];
  if (!whole) return amount;
  const significant = whole.replace(/^0+(?=\d)/, "");
  const grouped = significant.replace(/\B(?=(\d{3})+$)/g, ",");
  const digits = fraction.padEnd(decimals, "0");
  const isZero = !/[1-9]/.test(whole + fraction);
  return `${sign && !isZero ? MINUS : ""}${grouped}${digits ? `.${digits}` : ""}`;
}

/** `$1,234.50`; another currency by its code; an amount without one says so. */
export function formatMoney({ amount, currency }: Money): string {
  if (currency === null) {
    const number = formatDecimal(amount, 2);
    return t`${number} (no currency stated)`;
  }
  const number = formatDecimal(amount, usualDecimals(currency));
  if (currency !== "USD") return `${currency} ${number}`;
  return number.startsWith(MINUS) ? `${MINUS}$${number.slice(1)}` : `$${number}`;
}

type CivilDate = { year: number; month?: number; day?: number };

/** Reads the civil date at the head of a FHIR date or dateTime. */
export function parseDate(text: string): CivilDate | undefined {
  const found = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/.exec(text);
  if (!found) return undefined;
  const [year, month, day] = [Number(found[1]), Number(found[2] ?? 0), Number(found[3] ?? 0)];
  if (month > 12 || day > 31) return undefined;
  return { year, ...(month && { month }), ...(month && day && { day }) };
}

export type DateStyle = "short" | "long" | "noYear";

/** `Nov 9, 2026`, `Nov 2026` or `2026`, as precise as it came; unreadable text stands as it is. */
export function formatDate(text: string, style: DateStyle = "short"): string {
  const date = parseDate(text);
  if (!date) return text;
  const options: Intl.DateTimeFormatOptions = { timeZone: "UTC" };
  if (style !== "noYear" || !date.day) options.year = "numeric";
  if (date.month) options.month = style === "long" ? "long" : "short";
  if (date.day) options.day = "numeric";
  return dates(regional(), options).format(
    new Date(Date.UTC(date.year, (date.month ?? 1) - 1, date.day ?? 1)),
  );
}

/** `Aug 14 – Sep 3, 2026`; years once where they are the same. */
export function formatDateRange(start: string, end: string | null, style: DateStyle = "short"): string {
  if (end === null || end === start) return formatDate(start, style);
  const sameYear = parseDate(start)?.year === parseDate(end)?.year;
  return `${formatDate(start, sameYear && style === "short" ? "noYear" : style)} – ${formatDate(end, style)}`;
}

/** `November 2026` from `2026-11`; a year alone stands. */
export function formatMonth(text: string): string {
  const written = formatDate(text, "long");
  return written.charAt(0).toUpperCase() + written.slice(1);
}

/** The short names of the twelve months. */
export function monthNames(style: "short" | "long" = "short"): string[] {
  const format = dates(regional(), { month: style, timeZone: "UTC" });
  return Array.from({ length: 12 }, (_, month) => format.format(new Date(Date.UTC(2026, month, 1))));
}

const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** `Mon` from FHIR's `mon`; another word stands. */
export function formatWeekday(day: string): string {
  const place = WEEKDAYS.indexOf(day);
  // 2024-01-01 was a Monday.
  return place < 0 ? day : dates(regional(), { weekday: "short", timeZone: "UTC" }).format(new Date(Date.UTC(2024, 0, 1 + place)));
}

/** Today as `YYYY-MM-DD` where the member is. */
export function today(now: Date = new Date()): string {
  const two = (number: number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** The civil day of an instant where the member is. */
export function localDay(instant: string): string {
  return today(new Date(instant));
}

/** The civil day so many days after one, or before it; `YYYY-MM-DD` both. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The civil day before one. */
export function dayBefore(day: string): string {
  return addDays(day, -1);
}

/** Whole days from one civil date to another, `YYYY-MM-DD` both. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** The local time of an instant: `9:12 AM`. Made anew each time: a computer may travel to another time zone. */
export function formatTime(instant: string): string {
  return new Intl.DateTimeFormat(regional(), { hour: "numeric", minute: "2-digit" }).format(new Date(instant));
}

/** When something happened, as a person would say it: `today, 9:12 AM`, `yesterday, 9:12 AM`, `Nov 3, 2026`. */
export function formatWhen(instant: string, now: Date = new Date()): string {
  const day = localDay(instant);
  const time = formatTime(instant);
  switch (daysBetween(day, today(now))) {
    case 0:
      return t`today, ${time}`;
    case 1:
      return t`yesterday, ${time}`;
    default:
      return formatDate(day);
  }
}

/** The local day and time of an instant: `Nov 3, 2026, 9:12 AM`. */
export function formatInstant(instant: string): string {
  return `${formatDate(localDay(instant))}, ${formatTime(instant)}`;
}

export function formatCount(count: number): string {
  return numbers(regional(), {}).format(count);
}

/** `14 MB`: a size to compare by, not to audit by. */
export function formatBytes(bytes: number): string {
  const [unit, size] =
    bytes < 1_000_000 ? (["kilobyte", bytes / 1000] as const)
    : bytes < 1_000_000_000 ? (["megabyte", bytes / 1_000_000] as const)
    : (["gigabyte", bytes / 1_000_000_000] as const);
  return numbers(regional(), {
    style: "unit",
    unit,
    unitDisplay: "short",
    maximumFractionDigits: size < 10 ? 1 : 0,
  }).format(bytes === 0 ? 0 : Math.max(size, 0.1));
}

/** `a, b and c` */
export function formatList(parts: string[]): string {
  return lists(regional(), { type: "conjunction" }).format(parts);
}

/** `3 claims` */
export function claimCount(count: number): string {
  return plural(count, { one: "# claim", other: "# claims" });
}

const format = {
  money: formatMoney,
  decimal: formatDecimal,
  date: formatDate,
  dateRange: formatDateRange,
  month: formatMonth,
  monthNames,
  time: formatTime,
  when: formatWhen,
  instant: formatInstant,
  count: formatCount,
  bytes: formatBytes,
  list: formatList,
  weekday: formatWeekday,
  claims: claimCount,
};

/** The functions above, for a component: it is drawn again when the language changes. */
export function useFormat(): typeof format {
  useLingui();
  return format;
}
