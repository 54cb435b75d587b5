import type { DrillRunView } from "@/lib/contract/drill";
import type { Principal } from "@/lib/contract/session";
import type { DrillId } from "@/lib/core/drill";
import type { RealTraffic } from "@/lib/core/drill-abort";
import { longestRunMs } from "@/lib/core/drill-catalogue";
import { expectedOf } from "@/lib/core/drill-check";
import type { StepFacts } from "@/lib/core/drill-facts";
import type { ControlContext } from "./context";
import { DrillExecution } from "./drill-execution";
import { DrillJournal } from "./drill-journal";
import type { DrillLane, LaneOrder } from "./drill-lane";
import { type DrillPlan, planDrill } from "./drill-plan";
import { isoTime } from "./iso-time";

export interface DeskTools {
  readonly context: ControlContext;
  openLane(order: LaneOrder): DrillLane;
  /** Requests of real callers that ended between two moments (epoch milliseconds). */
  realTraffic(fromMs: number, toMs: number): RealTraffic;
  newRunId(atMs: number): string;
  onDefect(error: unknown): void;
  /** Freezes the evidence of a run that has just ended. */
  keepEvidence(execution: DrillExecution): Promise<void>;
  /** Scales the bounds of steps; 1 outside of tests. */
  readonly boundScale?: number;
}

/** Who ordered a run, and what for. */
export interface DrillOrder {
  readonly actor: Principal;
  readonly startedBy: string;
  readonly reason: string | null;
  readonly partOf: string | null;
}

/** The drills of this process: one run at a time, with its lane, until it is over. */
export class DrillDesk {
  readonly context: ControlContext;
  readonly openLane: DeskTools["openLane"];
  readonly realTraffic: DeskTools["realTraffic"];
  readonly onDefect: DeskTools["onDefect"];
  readonly keepEvidence: DeskTools["keepEvidence"];
  #current: DrillExecution | null = null;
  #ended: Promise<unknown> = Promise.resolve();

  constructor(private readonly tools: DeskTools) {
    this.context = tools.context;
    this.openLane = tools.openLane;
    this.realTraffic = tools.realTraffic;
    this.onDefect = tools.onDefect;
    this.keepEvidence = tools.keepEvidence;
  }

  /** The run that is not over; a game day's, not its part's. */
  get current(): DrillExecution | null {
    return this.#current?.isOver === false ? this.#current : null;
  }

  /** Resolves when the last run that was started is over and written down. */
  get ended(): Promise<unknown> {
    return this.#ended;
  }

  boundOf(boundMs: number): number {
    return boundMs * (this.tools.boundScale ?? 1);
  }

  /** Makes a run ready. Nothing is sent and nothing is written before `start`. */
  prepare(order: DrillOrder, plan: DrillPlan): DrillExecution {
    const { context } = this;
    const nowMs = context.nowMs();
    const hardEndMs = nowMs + this.boundOf(longestRunMs(plan.drill));
    const journal = new DrillJournal(context, this.tools.newRunId(nowMs), {
      drill: plan.drill.id,
      title: plan.drill.title,
      alias: plan.scene.alias,
      route_version: plan.active.version,
      started_by: order.startedBy,
      reason: order.reason,
      started_at: isoTime(nowMs),
      hard_end_at: isoTime(hardEndMs),
      ended_at: null,
      sentence: "Waiting to start.",
      detection_ms: null,
      recovery_ms: null,
      steps: plannedSteps(plan),
      log: [],
      real_traffic: { requests: 0, failures: 0 },
      pulse: null,
      part_of: order.partOf,
      parts: [],
      exercised: null,
    });
    return new DrillExecution(this, order, plan, journal, hardEndMs);
  }

  /** Lets a prepared run go; it is this desk's until it is over. */
  start(execution: DrillExecution): Promise<DrillRunView> {
    this.#current = execution;
    const ended = execution.run();
    this.#ended = ended;
    return ended;
  }

  /** Runs one drill of a game day to its end; an aborted signal stops it. */
  async runPart(order: DrillOrder, drill: DrillId, day: DrillJournal, signal: AbortSignal): Promise<StepFacts["part"]> {
    const part = this.prepare({ ...order, partOf: day.id }, await planDrill(this.context, drill, day.view.alias));
    await part.journal.save();
    day.change({ parts: [...day.view.parts, part.journal.id] });
    await day.save();
    const stop = () => part.stop(order.startedBy);
    signal.addEventListener("abort", stop, { once: true });
    const { state, sentence } = await part.run();
    signal.removeEventListener("abort", stop);
    return { state, sentence };
  }

  /** For shutdown: stops what runs and waits until it is written down. */
  async close(): Promise<void> {
    this.#current?.stop("the shutdown");
    await this.#ended;
  }
}

function plannedSteps({ drill, scene }: DrillPlan): DrillRunView["steps"] {
  return drill.steps.map(({ id, title, boundMs, expects }) => ({
    id,
    title,
    state: "waiting",
    started_at: null,
    took_ms: null,
    bound_ms: boundMs,
    expects: expects.flatMap((claim) => expectedOf(claim, scene)),
    checks: [],
    approved_by: null,
    trace_ids: [],
  }));
}
