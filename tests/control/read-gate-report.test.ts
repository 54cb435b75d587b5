import { describe, expect, it } from "vitest";
import type { SqliteStore } from "@/db/sqlite/open-store";
import { GateReport } from "@/lib/contract/gates";
import { readGateReport } from "@/lib/control/read-gate-report";
import type { SignalClass } from "@/lib/core/signal-class";
import { controlRig } from "../support/control-rig";
import {
  append,
  attemptIntent,
  failed,
  nextTraceId,
  requestIntent,
  requestOutcome,
  served,
} from "../support/ledger-fixtures";
import { restingContent, SUPPORT } from "../support/resting-content";
import { setShare } from "../support/set-share";
import { tempStore } from "../support/temp-store";

const START_MS = Date.UTC(2026, 10, 20, 2, 0, 0);

describe("the report of an alias's gates", () => {
  it("is none while nobody is on the canary", async () => {
    const { context } = await controlRig(await tempStore(), restingContent(), START_MS);
    expect(await readGateReport(context, SUPPORT)).toBeNull();
    expect(await readGateReport(context, "never-configured")).toBeNull();
  });

  it("counts from the version that set the share: 149 good calls pass where 148 do not", async () => {
    const stage = await exposedRig();
    await stage.requests(148, "ok");
    expect(await stage.gate("server_errors")).toMatchObject({
      verdict: "not_enough_data",
      canary: { k: 0, n: 148 },
      forecast: { requests_needed: 1 },
    });
    await stage.requests(1, "ok");
    const report = await stage.report();
    expect(report).toMatchObject({ from_version: 2, canary_requests: 149, since: "2026-11-20T02:00:00.000Z" });
    expect(await stage.gate("server_errors")).toMatchObject({ verdict: "pass", evidence: 1 });
  });

  it("requests of versions before the stage do not count", async () => {
    const stage = await exposedRig();
    await stage.requests(200, "server_error", { routeVersion: 1 });
    expect(await stage.gate("server_errors")).toMatchObject({ verdict: "not_enough_data", canary: { k: 0, n: 0 } });
    expect((await stage.report()).asks_for).toBeNull();
  });

  it("three failures in a row fail the gate and ask for a roll back", async () => {
    const stage = await exposedRig();
    await stage.requests(3, "server_error");
    expect(await stage.gate("server_errors")).toMatchObject({
      verdict: "fail",
      tripped_by: "tripwire",
      action: "roll_back",
      held_because: null,
    });
    expect((await stage.report()).asks_for).toBe("roll_back");
  });

  it("holds instead when the route to go back to is out", async () => {
    const stage = await exposedRig();
    await stage.requests(3, "server_error");
    stage.rig.context.overrideBreaker("openai-chat", "forced_open", "out");
    const gate = await stage.gate("server_errors");
    expect(gate).toMatchObject({ verdict: "fail", action: "hold" });
    expect(gate?.held_because).toContain("openai-chat is no refuge");
    expect((await stage.report()).target).toMatchObject({ route: "openai-chat", status: "failing" });
  });

  it("fits the contract of the console API", async () => {
    const stage = await exposedRig();
    await stage.requests(120, "ok");
    await stage.requests(100, "ok", { arm: "stable", isControl: true });
    const report = await stage.report();
    expect(GateReport.parse(report)).toEqual(report);
    expect(report.sample_ratio).toMatchObject({ is_mismatch: false });
    expect(report.control_requests).toBe(100);
    expect(report.gates.find(({ gate }) => gate === "timeouts")).toMatchObject({ compared_with: "control" });
  });
});

async function exposedRig() {
  const store = await tempStore();
  const rig = await controlRig(store, restingContent(), START_MS);
  await setShare(rig.context, "general", 5);
  const report = async () => {
    const found = await readGateReport(rig.context, SUPPORT);
    if (found === null) throw new Error("the canary is exposed, so there is a report");
    return found;
  };
  return {
    rig,
    report,
    gate: async (name: string) => (await report()).gates.find(({ gate }) => gate === name),
    requests: async (count: number, errorClass: SignalClass, intent: Parameters<typeof requestIntent>[0] = {}) => {
      for (let i = 0; i < count; i += 1) {
        rig.clock.nowMs += 500;
        await oneRequest(store, rig.clock.nowMs, errorClass, intent);
      }
    },
  };
}

async function oneRequest(
  store: SqliteStore,
  startedAtMs: number,
  errorClass: SignalClass,
  overrides: Parameters<typeof requestIntent>[0],
): Promise<void> {
  const open = requestIntent({
    traceId: nextTraceId(),
    startedAtMs,
    alias: SUPPORT,
    arm: "canary",
    routeVersion: 2,
    ...overrides,
  });
  const { traceId } = open;
  const route = open.arm === "canary" ? "comet-chat" : "openai-chat";
  const isGood = errorClass === "ok";
  const close = isGood
    ? requestOutcome({ route })
    : requestOutcome({ state: "failed", reasonCode: "fallback_failed", route: null });
  await append(store, {
    traceId,
    open,
    attempt: attemptIntent({ route, startedAtMs, routeVersion: open.routeVersion }),
  });
  await append(store, { traceId, outcome: isGood ? served() : failed({ errorClass }), close });
}
