// A day as a member types it: 11/09/2026 as on American papers, or 2026-11-09.

/** `YYYY-MM-DD`, or `null` where it is no day of the calendar. */
export function dayOf(text: string): string | null {
  const written = text.trim();
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(written);
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(written);
  const [year, month, day] =
    american ? [american[3], american[1], american[2]]
    : iso ? [iso[1], iso[2], iso[3]]
    : [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const whole = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const parsed = new Date(`${whole}T00:00:00Z`);
  // February 30 is taken for March 2 by some engines.
  return Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== whole ? null : whole;
}
