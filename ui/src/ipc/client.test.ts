import { describe, expect, it, vi } from "vitest";

import type { Backend } from "./backend";
import { call, CallFailed, installBackend, problemOf } from "./client";
import { appError, FakeBackend } from "./fake";
import { followEvents, keys, newQueryClient } from "./queries";

describe("a call", () => {
  it("rejects with the core's own problem", async () => {
    const backend = new FakeBackend();
    installBackend(backend);
    backend.fail("connections", appError("diskFull"));
    await expect(call("connections")).rejects.toSatisfy(
      (thrown) => thrown instanceof CallFailed && thrown.problem.code === "diskFull",
    );
  });

  it("rejects with the same kind of problem when the other side is broken", async () => {
    const broken: Backend = { call: () => Promise.reject(new TypeError("no such thing")), listen: () => () => undefined };
    installBackend(broken);
    await expect(call("people")).rejects.toSatisfy(
      (thrown) => thrown instanceof CallFailed && thrown.problem.code === "unexpected",
    );
  });

  it("never lets a foreign message through as a problem", () => {
    expect(problemOf("Command people not found")).toEqual({ code: "unexpected", retry: "now", detail: null });
    expect(problemOf({ code: "offline", retry: "later" })).toEqual({ code: "offline", retry: "later", detail: null });
    expect(problemOf(null).code).toBe("unexpected");
  });
});

describe("events", () => {
  it("asks again for records at most twice a second, and once more at the end", () => {
    vi.useFakeTimers();
    const backend = new FakeBackend();
    installBackend(backend);
    const client = newQueryClient();
    const invalidate = vi.spyOn(client, "invalidateQueries");
    const recordsAsked = () =>
      invalidate.mock.calls.filter(([filter]) => (filter as { queryKey: unknown }).queryKey === keys.records).length;

    const stop = followEvents(client);
    for (let page = 0; page < 50; page += 1) backend.emit("records-changed", null);
    expect(recordsAsked()).toBe(1);
    vi.advanceTimersByTime(500);
    expect(recordsAsked()).toBe(2);
    vi.advanceTimersByTime(5000);
    expect(recordsAsked()).toBe(2);

    stop();
    backend.emit("records-changed", null);
    expect(recordsAsked()).toBe(2);
    vi.useRealTimers();
  });

  it("puts the newest state of a sign-in and of a sync where screens read it", () => {
    const backend = new FakeBackend({ sync: "running" });
    installBackend(backend);
    const client = newQueryClient();
    followEvents(client);
    const { id } = backend.begin({ stage: "finishing" });
    backend.moveAttempt(id, { stage: "declined" });
    backend.moveSync("connection-1", { run: "stopped" });
    expect(client.getQueryData(keys.attempts)).toMatchObject([{ id, stage: { stage: "declined" } }]);
    expect(client.getQueryData(keys.sync)).toMatchObject([{ connection: "connection-1", run: "stopped" }]);
  });
});
