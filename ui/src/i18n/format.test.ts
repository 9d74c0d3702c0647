import { afterEach, describe, expect, it, vi } from "vitest";

import { activate } from ".";
import {
  addDays,
  dayBefore,
  daysBetween,
  formatBytes,
  formatDate,
  formatDateRange,
  formatDecimal,
  formatMoney,
  formatMonth,
  formatWhen,
  monthNames,
  parseDate,
  today,
} from "./format";

const usd = (amount: string) => formatMoney({ amount, currency: "USD" });

afterEach(() => vi.unstubAllEnvs());

describe("amounts", () => {
  it("keeps every digit, however many there are", () => {
    expect(usd("12345678901234567890.12")).toBe("$12,345,678,901,234,567,890.12");
    expect(usd("0.1")).toBe("$0.10");
    expect(usd("0.125")).toBe("$0.125");
    expect(usd("9007199254740993.01")).toBe("$9,007,199,254,740,993.01");
  });

  it("adds the cents that the payer left out and nothing else", () => {
    expect(usd("412")).toBe("$412.00");
    expect(usd("412.5")).toBe("$412.50");
    expect(usd("0")).toBe("$0.00");
    expect(usd("00412.00")).toBe("$412.00");
  });

  it("writes a negative amount with a true minus before the sign of the currency", () => {
    expect(usd("-3.5")).toBe("\u2212$3.50");
    expect(usd("-1234567.89")).toBe("\u2212$1,234,567.89");
    expect(usd("-0.00")).toBe("$0.00");
  });

  it("names another currency and gives it its own decimals", () => {
    expect(formatMoney({ amount: "1200", currency: "JPY" })).toBe("JPY 1,200");
    expect(formatMoney({ amount: "12", currency: "CAD" })).toBe("CAD 12.00");
    expect(formatMoney({ amount: "12.5", currency: "not a currency" })).toBe("not a currency 12.5");
  });

  it("says so when the payer stated no currency", async () => {
    expect(formatMoney({ amount: "37.6", currency: null })).toBe("37.60 (no currency stated)");
    await activate("es");
    expect(formatMoney({ amount: "37.6", currency: null })).toBe("37.60 (moneda no indicada)");
  });

  it("leaves text that is no decimal as it came", () => {
    expect(formatDecimal("about 12")).toBe("about 12");
    expect(formatDecimal("1e5")).toBe("1e5");
    expect(formatDecimal("")).toBe("");
  });

  it("groups by thousands at every length", () => {
    for (let length = 1; length <= 12; length += 1) {
      const digits = "9".repeat(length);
      const written = formatDecimal(digits);
      expect(written.replaceAll(",", "")).toBe(digits);
      expect(written.split(",").slice(1)).toSatisfy((groups: string[]) => groups.every((group) => group.length === 3));
    }
  });
});

describe("dates", () => {
  it("writes a date as precisely as it came", () => {
    expect(formatDate("2026-11-22")).toBe("Nov 22, 2026");
    expect(formatDate("2026-11")).toBe("Nov 2026");
    expect(formatDate("2026")).toBe("2026");
    expect(formatDate("2026-11-22", "long")).toBe("November 22, 2026");
    expect(formatDate("2026-11-22", "noYear")).toBe("Nov 22");
    expect(formatDate("2026-11", "noYear")).toBe("Nov 2026");
  });

  it.each(["Pacific/Kiritimati", "Pacific/Pago_Pago", "America/Los_Angeles", "UTC"])(
    "never moves a date by a time zone (%s)",
    (zone) => {
      vi.stubEnv("TZ", zone);
      expect(formatDate("2026-01-01")).toBe("Jan 1, 2026");
      expect(formatDate("2026-12-31")).toBe("Dec 31, 2026");
      expect(formatDate("2026-03-08T00:30:00-05:00")).toBe("Mar 8, 2026");
    },
  );

  it("writes Spanish months", async () => {
    await activate("es");
    expect(formatDate("2026-11-22")).toBe("22 nov 2026");
    expect(formatMonth("2026-11")).toBe("Noviembre de 2026");
    expect(monthNames()[0]).toBe("ene");
  });

  it("leaves what is no date as it came", () => {
    expect(formatDate("last spring")).toBe("last spring");
    expect(parseDate("2026-13")).toBeUndefined();
    expect(formatDate("2026-13")).toBe("2026-13");
  });

  it("writes a stretch of days with its year once", () => {
    expect(formatDateRange("2026-08-14", "2026-09-03")).toBe("Aug 14 – Sep 3, 2026");
    expect(formatDateRange("2025-12-30", "2026-01-02")).toBe("Dec 30, 2025 – Jan 2, 2026");
    expect(formatDateRange("2026-08-14", null)).toBe("Aug 14, 2026");
    expect(formatDateRange("2026-08-14", "2026-08-14")).toBe("Aug 14, 2026");
  });

  it("names a month, and a year where no month is known", () => {
    expect(formatMonth("2026-11")).toBe("November 2026");
    expect(formatMonth("2026")).toBe("2026");
  });

  it("counts days over the change of the clocks", () => {
    expect(daysBetween("2026-03-07", "2026-03-09")).toBe(2);
    expect(daysBetween("2026-11-22", "2027-02-12")).toBe(82);
    expect(daysBetween("2026-11-22", "2026-11-21")).toBe(-1);
  });

  it("knows the day before over the ends of months and years", () => {
    expect(dayBefore("2027-01-01")).toBe("2026-12-31");
    expect(dayBefore("2028-03-01")).toBe("2028-02-29");
    expect([addDays("2026-08-14", 180), addDays("2026-08-14", -180)]).toEqual(["2027-02-10", "2026-02-15"]);
  });
});

describe("instants", () => {
  const now = new Date(2026, 10, 22, 15, 0);
  const at = (day: number, hour: number) => new Date(2026, 10, day, hour, 12).toISOString();

  it("says today and yesterday, then the date", () => {
    expect(formatWhen(at(22, 9), now)).toMatch(/^today, 9:12\sAM$/);
    expect(formatWhen(at(21, 9), now)).toMatch(/^yesterday, 9:12\sAM$/);
    expect(formatWhen(at(3, 9), now)).toBe("Nov 3, 2026");
  });

  it("takes today from the member's own clock", () => {
    expect(today(new Date(2026, 0, 1, 0, 5))).toBe("2026-01-01");
    expect(today(new Date(2026, 11, 31, 23, 55))).toBe("2026-12-31");
  });
});

it("writes sizes to compare by", () => {
  expect(formatBytes(14_212_000)).toBe("14 MB");
  expect(formatBytes(2_040_000)).toBe("2 MB");
  expect(formatBytes(0)).toBe("0 kB");
});
