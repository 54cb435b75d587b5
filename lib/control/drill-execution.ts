import type { AuditEntry } from "@/db/store";
import type { DrillRunView } from "@/lib/contract/drill";
import type { Principal } from "@/lib/contract/session";
import { EXERCISED_DAYS } from "@/lib/core/drill";
import { checkExpectation } from "@/lib/core/drill-check";
import type { DrillFinding, DrillObservation } from "@/lib/core/drill-facts";
import { isOver } from "@/lib/core/drill-run";
import { printDuration } from "@/lib/core/print-quantity";
import { auditActor } from "./actor";
import { type CohortMove, DrillActions } from "./drill-actions";
import type { DrillDesk, DrillOrder } from "./drill-desk";
import { DrillFaults } from "./drill-faults";
import type { DrillJournal } from "./drill-journal";
import type { DrillLane } from "./drill-lane";
import type { DrillPlan } from "./drill-plan";
import { DrillWatch } from "./drill-watch";
import { isoTime } from "./iso-time";
import { sectionHash } from "./section-hash";

/** How often real traffic is looked at while a drill runs, and the open tabs are told how it goes. */
const WATCH_EVERY_MS = 1_000;
const DAY_MS = 86_400_000;

/** One run on its way: steps in order, then the clean-up, whatever ended it. Never rejects. */
export class DrillExecution {
  readonly #lane: DrillLane;
  readonly #faults: DrillFaults;
  readonly #actions: DrillActions;
  readonly #watch: DrillWatch;
  #cut = new AbortController();

  constructor(
    private readonly desk: DrillDesk,
    private readonly order: DrillOrder,
    readonly plan: DrillPlan,
    readonly journal: DrillJournal,
    hardEndMs: number,
  ) {
    const { context } = desk;
    this.#lane = desk.openLane({ alias: plan.scene.alias, endsAtMs: hardEndMs });
    this.#faults = new DrillFaults(context, journal, this.#lane, plan.scene.alias, hardEndMs);
    this.#actions = new DrillActions({
      context,
      lane: this.#lane,
      plan,
      faults: this.#faults,
      log: (text) => journal.log(text),
      runPart: (drill, signal) => desk.runPart(order, drill, journal, signal),
    });
    const startedAtMs = Date.parse(journal.view.started_at);
    this.#watch = new DrillWatch({ desk, journal, actions: this.#actions, faults: this.#faults, startedAtMs });
  }

  get observations(): readonly DrillObservation[] {
    return this.#actions.all;
  }

  get moves(): readonly CohortMove[] {
    return this.#actions.moves;
  }

  /** Resolves with the run as it ended, once every fault is gone and the record says so. */
  async run(): Promise<DrillRunView> {
    const { journal, desk } = this;
    journal.take({ kind: "started" });
    const hardEnd = setTimeout(() => this.#end({ kind: "hard_end_reached" }), this.#leftMs());
    const watch = setInterval(() => this.#look(), WATCH_EVERY_MS);
    try {
      for (const [index] of this.plan.drill.steps.entries()) {
        if (journal.state.kind !== "running") break;
        await this.#step(index);
      }
    } catch (error) {
      desk.onDefect(error);
      const step = journal.state.kind === "running" ? journal.state.step : 0;
      journal.log("A defect of ours ended the run.");
      journal.take({ kind: "step_failed", step });
    } finally {
      clearTimeout(hardEnd);
      clearInterval(watch);
      await this.#cleanUp();
    }
    return journal.view;
  }

  /** Ends the run as soon as its requests are cut short. False when it is over or ending already. */
  stop(by: string): boolean {
    return this.#end({ kind: "stop_asked", by });
  }

  #end(event: Parameters<DrillJournal["take"]>[0]): boolean {
    const isTaken = this.journal.take(event);
    if (isTaken) this.#cut.abort();
    return isTaken;
  }

  async #step(index: number): Promise<void> {
    const { journal, plan, order } = this;
    const step = plan.drill.steps[index];
    if (step === undefined) return;
    const cut = new AbortController();
    this.#cut = cut;
    const startedAtMs = this.desk.context.nowMs();
    journal.changeStep(index, { state: "running", started_at: isoTime(startedAtMs), approved_by: order.startedBy });
    journal.log(`Step ${index + 1}: ${step.title}.`);
    await journal.save();
    const boundMs = this.desk.boundOf(step.boundMs);
    let isLate = false;
    const bound = setTimeout(() => {
      isLate = true;
      cut.abort();
    }, boundMs);
    try {
      const facts = await this.#actions.perform(step.action, cut.signal);
      const isRunning = journal.state.kind === "running";
      const late = { expected: `over within ${printDuration(boundMs)}`, seen: "it was cut short", isPassed: false };
      const found = step.expects.flatMap((claim) => checkExpectation(claim, plan.scene, facts));
      this.#conclude(index, startedAtMs, isLate ? [late, ...found] : found, facts.seen, isRunning);
    } finally {
      clearTimeout(bound);
    }
    await journal.save();
  }

  #conclude(
    index: number,
    startedAtMs: number,
    findings: readonly DrillFinding[],
    seen: readonly DrillObservation[],
    isRunning: boolean,
  ): void {
    const { journal, plan } = this;
    const isPassed = findings.every((finding) => finding.isPassed);
    journal.changeStep(index, {
      state: isRunning ? (isPassed ? "passed" : "failed") : "skipped",
      took_ms: this.desk.context.nowMs() - startedAtMs,
      checks: findings.map(({ expected, seen: was, isPassed: is }) => ({ expected, seen: was, is_passed: is })),
      trace_ids: seen.flatMap(({ traceId }) => (traceId === null ? [] : [traceId])),
    });
    this.#measure(seen);
    if (!isRunning) return;
    for (const { expected, seen: was } of findings.filter((finding) => !finding.isPassed)) {
      journal.log(`Expected: ${expected}. Seen: ${was}.`);
    }
    const isLast = index === plan.drill.steps.length - 1;
    journal.take(isPassed ? { kind: "step_passed", step: index, isLast } : { kind: "step_failed", step: index });
  }

  /** Detection: from the first call that met the fault to the first failure the record has of it. */
  #measure(seen: readonly DrillObservation[]): void {
    const { journal } = this;
    const hitAtMs = this.#lane.firstHitAtMs();
    if (hitAtMs !== null && journal.view.detection_ms === null) {
      const ends = seen
        .flatMap(({ attempts }) => attempts)
        .filter(({ state, route }) => state === "failed" && route === this.plan.scene.primary)
        // A call is recorded as begun before it is made; what it met the fault with is its latency.
        .map(({ startedAtMs, latencyMs }) => Math.max(startedAtMs - hitAtMs, 0) + (latencyMs ?? 0));
      if (ends.length > 0) journal.change({ detection_ms: Math.round(Math.min(...ends) * 10) / 10 });
    }
    const { recoveryMs } = this.#actions;
    if (recoveryMs !== null) journal.change({ recovery_ms: Math.round(recoveryMs) });
  }

  #look(): void {
    const why = this.#watch.look();
    if (why !== null) this.#end({ kind: "real_traffic_degraded", why });
    this.journal.tell();
  }

  async #cleanUp(): Promise<void> {
    const { journal, desk } = this;
    this.#lane.clear();
    await this.#faults.clear("the run is over").catch((error: unknown) => desk.onDefect(error));
    this.#lane.close();
    for (const [index, step] of journal.view.steps.entries()) {
      if (step.state === "waiting" || step.state === "running") journal.changeStep(index, { state: "skipped" });
    }
    this.#look();
    journal.take({ kind: "cleaned_up" });
    const endedAtMs = desk.context.nowMs();
    journal.change({ ended_at: isoTime(endedAtMs), exercised: this.#exercised(endedAtMs) });
    const { sentence } = journal.view;
    journal.log(`Every fault is gone and the lane is closed. ${sentence}`);
    const timeline = { ...auditActor(this.order.actor), event: "drill_ended", text: sentence };
    const end = { audit: this.#endAudit(), timeline, isQuiet: true };
    await journal.save(end).catch((error: unknown) => desk.onDefect(error));
    await desk.keepEvidence(this).catch((error: unknown) => desk.onDefect(error));
    // Told last: whoever hears that it is over may ask for its evidence at once.
    journal.tell();
  }

  #exercised(endedAtMs: number): DrillRunView["exercised"] {
    const { rolledBack, drill } = this.plan;
    const isProof = drill.id === "cutover-and-rollback" && this.journal.state.kind === "passed";
    if (!isProof || rolledBack === null) return null;
    return {
      rollback_route_version: rolledBack.version.version,
      rollback_section_hash: sectionHash(rolledBack.section),
      until: isoTime(endedAtMs + EXERCISED_DAYS * DAY_MS),
    };
  }

  #endAudit(): AuditEntry {
    const { id, view, state } = this.journal;
    return {
      actor: "switchyard",
      actorKind: "system",
      atMs: this.desk.context.nowMs(),
      action: "drill.ended",
      object: `drill_run:${id}`,
      outcome: "done",
      before: null,
      after: { drill: view.drill, alias: view.alias, state: state.kind, sentence: view.sentence },
      reason: null,
      traceId: null,
      routeVersion: view.route_version,
    };
  }

  #leftMs(): number {
    return Math.max(0, Date.parse(this.journal.view.hard_end_at) - this.desk.context.nowMs());
  }

  get isOver(): boolean {
    return isOver(this.journal.state);
  }
}

/** The audit row of an order of a person. */
export function drillAudit(
  actor: Principal,
  atMs: number,
  entry: Pick<AuditEntry, "action" | "object" | "after" | "reason" | "routeVersion">,
): AuditEntry {
  return { ...auditActor(actor), ...entry, atMs, outcome: "done", before: null, traceId: null };
}
