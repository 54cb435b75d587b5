import type { DrillPulseView } from "@/lib/contract/drill";
import { abortReason, type RealTraffic } from "@/lib/core/drill-abort";
import { calledAttempts } from "@/lib/core/drill-facts";
import { type DrillPulse, pulseAfter } from "@/lib/core/drill-pulse";
import type { DrillActions } from "./drill-actions";
import type { DrillDesk } from "./drill-desk";
import type { DrillFaults } from "./drill-faults";
import type { DrillJournal } from "./drill-journal";
import { isoTime } from "./iso-time";

/** How far back "before the drill" goes. */
const BEFORE_MS = 300_000;
/** How much of it the pulse shows. */
const SHOWN_BEFORE_MS = 30_000;
const SLOT_MS = 1_000;

interface WatchedRun {
  readonly desk: Pick<DrillDesk, "realTraffic" | "context">;
  readonly journal: DrillJournal;
  readonly actions: Pick<DrillActions, "all">;
  readonly faults: Pick<DrillFaults, "isSet">;
  readonly startedAtMs: number;
}

/** Looks at real callers and at the drill's own calls while it runs, and keeps both as the run's pulse. */
export class DrillWatch {
  readonly #before: RealTraffic;
  #pulse: DrillPulse;
  #during: RealTraffic = { requests: 0, failures: 0 };
  #observed = 0;

  constructor(private readonly run: WatchedRun) {
    const { desk, startedAtMs } = run;
    this.#before = desk.realTraffic(startedAtMs - BEFORE_MS, startedAtMs - 1000);
    this.#pulse = { fromMs: startedAtMs - SHOWN_BEFORE_MS, slotMs: SLOT_MS, slots: [] };
    for (let atMs = this.#pulse.fromMs; atMs < startedAtMs; atMs += SLOT_MS) {
      const { requests, failures } = desk.realTraffic(atMs, atMs);
      this.#pulse = pulseAfter(this.#pulse, atMs, { requests, failedRequests: failures });
    }
  }

  /** Takes in what happened since the last look. Returns why the run has to end, or null. */
  look(): string | null {
    const { desk, journal, actions, faults, startedAtMs } = this.run;
    const nowMs = desk.context.nowMs();
    const during = desk.realTraffic(startedAtMs, nowMs);
    const calls = actions.all.slice(this.#observed).flatMap(calledAttempts);
    this.#observed = actions.all.length;
    this.#pulse = pulseAfter(this.#pulse, nowMs, {
      calls: calls.length,
      failedCalls: calls.filter(({ state }) => state !== "served").length,
      requests: Math.max(0, during.requests - this.#during.requests),
      failedRequests: Math.max(0, during.failures - this.#during.failures),
      isBroken: faults.isSet,
    });
    this.#during = during;
    journal.change({ real_traffic: during, pulse: viewOf(this.#pulse) });
    return abortReason(this.#before, during);
  }
}

function viewOf({ fromMs, slotMs, slots }: DrillPulse): DrillPulseView {
  return {
    from: isoTime(fromMs),
    slot_ms: slotMs,
    slots: slots.map(({ calls, failedCalls, requests, failedRequests, isBroken }) => ({
      calls,
      failed_calls: failedCalls,
      requests,
      failed_requests: failedRequests,
      is_broken: isBroken,
    })),
  };
}
