/**
 * Days without clocks. A day is a whole number (days since 1 January 1970), so that no time zone can move a claim
 * to the day before. Nothing here knows what day it is today.
 */

import { utcDay, utcMonth, utcSunday, utcYear } from "d3-time";

import type { Bucket } from "../../../ipc/types.gen";

/** Days since 1970-01-01. */
export type Day = number;

/** A stretch of days; `until` is the day after its last one. */
export interface Span {
  readonly from: Day;
  readonly until: Day;
}

const MS_PER_DAY = 86_400_000;
const FHIR_DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/;

/** The first day that a FHIR date (`2026`, `2026-11`, `2026-11-22`) can mean, or `null` where it is none. */
export function dayOf(date: string): Day | null {
  const match = FHIR_DATE.exec(date);
  if (match === null) return null;
  const [, year, month = "01", day = "01"] = match;
  const time = Date.parse(`${year ?? ""}-${month}-${day}T00:00:00Z`);
  return Number.isNaN(time) ? null : time / MS_PER_DAY;
}

/** `YYYY-MM-DD`. */
export function isoDay(day: Day): string {
  return toDate(day).toISOString().slice(0, 10);
}

/** The day in UTC, for formats that take a `Date` and are told `timeZone: "UTC"`. */
export function toDate(day: Day): Date {
  return new Date(day * MS_PER_DAY);
}

/** Today where the member is. */
export function localToday(now: Date): Day {
  return Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / MS_PER_DAY;
}

function fromDate(date: Date): Day {
  return date.getTime() / MS_PER_DAY;
}

export function yearOf(day: Day): number {
  return toDate(day).getUTCFullYear();
}

export function yearStart(day: Day): Day {
  return fromDate(utcYear.floor(toDate(day)));
}

export function monthStart(day: Day): Day {
  return fromDate(utcMonth.floor(toDate(day)));
}

export function addMonths(day: Day, months: number): Day {
  return fromDate(utcMonth.offset(toDate(day), months));
}

/** Whether the day is the first of January. */
export function isNewYear(day: Day): boolean {
  return yearStart(day) === day;
}

export function yearsIn(span: Span, step = 1): Day[] {
  const every = utcYear.every(step) ?? utcYear;
  return every.range(...dates(span)).map(fromDate);
}

/** The first days of the months in a span; with a step, of the months that the step divides the year into. */
export function monthsIn(span: Span, step = 1): Day[] {
  return utcMonth
    .range(...dates(span))
    .filter((date) => date.getUTCMonth() % step === 0)
    .map(fromDate);
}

/** The Sundays in a span. */
export function weeksIn(span: Span, step = 1): Day[] {
  return utcSunday.range(...dates(span), step).map(fromDate);
}

export function daysIn(span: Span, step = 1): Day[] {
  return utcDay.range(...dates(span), step).map(fromDate);
}

function dates(span: Span): [Date, Date] {
  return [toDate(span.from), toDate(span.until)];
}

/** Numbers the buckets one after the other, so that neighbours can be joined. */
export function bucketNumber(day: Day, bucket: Bucket): number {
  switch (bucket) {
    case "day":
      return day;
    case "week":
      return Math.floor((day + FROM_THURSDAY_TO_SUNDAY) / 7);
    case "month": {
      const date = toDate(day);
      return date.getUTCFullYear() * 12 + date.getUTCMonth();
    }
  }
}

/** The first day of a bucket by its number. */
export function bucketStart(number: number, bucket: Bucket): Day {
  switch (bucket) {
    case "day":
      return number;
    case "week":
      return number * 7 - FROM_THURSDAY_TO_SUNDAY;
    case "month":
      return Date.UTC(Math.floor(number / 12), number % 12, 1) / MS_PER_DAY;
  }
}

/** 1 January 1970 was a Thursday; the store"s weeks begin on Sunday. */
const FROM_THURSDAY_TO_SUNDAY = 4;
