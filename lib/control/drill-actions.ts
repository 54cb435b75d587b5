import { performance } from "node:perf_hooks";
import { assertNever } from "@/lib/core/assert-never";
import type { CutoverPosition, DrillAction, DrillReach, DrillRequestShape } from "@/lib/core/drill";
import type { DrillObservation, StepFacts } from "@/lib/core/drill-facts";
import { printDrillFault } from "@/lib/core/drill-fault";
import type { DrillView } from "@/lib/core/drill-routing";
import type { ControlContext } from "./context";
import type { DrillFaults } from "./drill-faults";
import type { DrillLane } from "./drill-lane";
import { type DrillPlan, preconditionsOf } from "./drill-plan";
import { DrillSender } from "./drill-sender";
import { pauseUntil } from "./pause-until";

/** Between two looks at whether the primary is back, when nothing says how long it takes. */
const LOOK_AGAIN_MS = 200;
/** How long requests are left to get under way before the cohort moves under them. */
const UNDER_WAY_MS = 40;
const AS_ROUTED: DrillView = { canaryPercent: null, only: null };

/** One move of the drill cohort. */
export interface CohortMove {
  readonly atMs: number;
  readonly what: string;
  readonly tookMs: number;
}

export interface ActionTools {
  readonly context: ControlContext;
  readonly lane: DrillLane;
  readonly plan: DrillPlan;
  readonly faults: DrillFaults;
  log(text: string): void;
  /** Runs a drill of a game day to its end. */
  runPart(drill: Extract<DrillAction, { kind: "run_drill" }>["drill"], signal: AbortSignal): Promise<StepFacts["part"]>;
}

/** Performs the steps of one run and keeps what was seen. */
export class DrillActions {
  readonly #sender: DrillSender;
  readonly #moves: CohortMove[] = [];
  #move: StepFacts["move"] = null;
  #position: CutoverPosition = { kind: "canary", percent: 0 };
  /** Milliseconds from taking the fault away to the first answer of the primary; null before. */
  recoveryMs: number | null = null;

  constructor(private readonly tools: ActionTools) {
    this.#sender = new DrillSender(tools);
  }

  get moves(): readonly CohortMove[] {
    return this.#moves;
  }

  get all(): readonly DrillObservation[] {
    return this.#sender.all;
  }

  /** Does what the step asks for and returns the facts its claims are held against; an abort ends it early. */
  async perform(action: DrillAction, signal: AbortSignal): Promise<StepFacts> {
    const { context, plan } = this.tools;
    switch (action.kind) {
      case "preconditions":
        return { ...this.#facts([]), preconditions: preconditionsOf(context, plan) };
      case "review":
        return this.#facts([]);
      case "send":
        return this.#facts(await this.#send(action, signal));
      case "send_until_steady":
        return this.#facts(await this.#sendUntilSteady(action, signal));
      case "send_until_breaker":
        return this.#facts(await this.#sendUntilBreaker(action, signal));
      case "restore":
        return this.#facts(await this.#restore(action.count, signal));
      case "move":
        return this.#facts(await this.#moveCohort(action, signal));
      case "run_drill":
        return { ...this.#facts([]), part: await this.tools.runPart(action.drill, signal) };
      default:
        return assertNever(action);
    }
  }

  #facts(seen: readonly DrillObservation[]): StepFacts {
    const { lane, plan } = this.tools;
    return {
      seen,
      all: this.#sender.all,
      edgeCalls: lane.edgeCalls(),
      breaker: lane.health(plan.scene.primary).breaker,
      preconditions: [],
      move: this.#move,
      part: null,
    };
  }

  async #send(
    { shapes, count, reach, fault }: Extract<DrillAction, { kind: "send" }>,
    signal: AbortSignal,
  ): Promise<DrillObservation[]> {
    const { faults, plan, log } = this.tools;
    const seen: DrillObservation[] = [];
    for (const only of this.#routesOf(reach)) {
      this.#route(only);
      if (fault !== undefined) {
        await faults.inject(fault, plan.scene.primary);
        log(`Calls of ${plan.scene.primary} by this drill meet ${printDrillFault(fault)}.`);
      }
      const wanted = shapes.flatMap((shape) => Array.from({ length: count }, () => shape));
      seen.push(...(await this.#sender.sendAll(wanted, signal)));
    }
    return seen;
  }

  /** What was seen of the steady requests; of all of them when the primary never became steady. */
  async #sendUntilSteady(
    { shape, count, most }: Extract<DrillAction, { kind: "send_until_steady" }>,
    signal: AbortSignal,
  ): Promise<DrillObservation[]> {
    this.#route(null);
    const seen: DrillObservation[] = [];
    let steady: DrillObservation[] = [];
    while (seen.length < most && steady.length < count && !signal.aborted) {
      const [next] = await this.#sender.sendAll([shape], signal);
      if (next === undefined) break;
      seen.push(next);
      steady = next.record?.route === this.tools.plan.scene.primary ? [...steady, next] : [];
      if (steady.length === 0) this.tools.log(`${this.tools.plan.scene.primary} did not answer by itself; once more.`);
    }
    return steady.length === count ? steady : seen;
  }

  async #sendUntilBreaker(
    { state, most }: Extract<DrillAction, { kind: "send_until_breaker" }>,
    signal: AbortSignal,
  ): Promise<DrillObservation[]> {
    const { lane, plan, log } = this.tools;
    const seen: DrillObservation[] = [];
    while (seen.length < most && !signal.aborted && (seen.length === 0 || !this.#isBreaker(state))) {
      seen.push(...(await this.#sender.sendAll(["short"], signal)));
    }
    log(
      `The breaker of ${plan.scene.primary} is ${lane.health(plan.scene.primary).breaker} after ${seen.length} requests.`,
    );
    return seen;
  }

  async #restore(count: number, signal: AbortSignal): Promise<DrillObservation[]> {
    const { context, faults, lane, plan, log } = this.tools;
    const { primary } = plan.scene;
    await faults.clear("the step that needed it is over");
    log(`The fault on ${primary} is gone.`);
    const clearedAtMs = context.nowMs();
    while (!signal.aborted) {
      const [seen] = await this.#sender.sendAll(["short"], signal);
      if (seen?.record?.route === primary) {
        this.recoveryMs = Math.max(0, seen.sentAtMs + seen.answer.latencyMs - clearedAtMs);
        const more = Array.from({ length: count - 1 }, (): DrillRequestShape => "short");
        return [seen, ...(await this.#sender.sendAll(more, signal))];
      }
      const { blockedUntilMs } = lane.health(primary);
      const waitMs = blockedUntilMs === null ? LOOK_AGAIN_MS : blockedUntilMs - context.nowMs() + 1;
      await pauseUntil(Math.max(LOOK_AGAIN_MS, waitMs), signal);
    }
    return [];
  }

  async #moveCohort(
    { to, count, inFlight = 0 }: Extract<DrillAction, { kind: "move" }>,
    signal: AbortSignal,
  ): Promise<DrillObservation[]> {
    const { context, log } = this.tools;
    let stillRunning = inFlight;
    const running = Array.from({ length: inFlight }, async () => {
      const seen = await this.#sender.sendAll(["streamed"], signal, this.#sender.canarySession(this.#canaryPercent()));
      stillRunning -= 1;
      return seen;
    });
    if (inFlight > 0) await pauseUntil(UNDER_WAY_MS, signal);
    const inFlightAtMove = stillRunning;
    const startedMs = performance.now();
    this.#position = to;
    this.#route(null);
    const tookMs = performance.now() - startedMs;
    const atMs = context.nowMs();
    const what =
      to.kind === "canary"
        ? `the drill cohort is at ${to.percent}% canary`
        : `the drill cohort is rolled back, with ${inFlightAtMove} requests running`;
    this.#moves.push({ atMs, what, tookMs });
    log(`From now on ${what}.`);
    const after = await this.#sender.sendAll(
      Array.from({ length: count }, (): DrillRequestShape => "short"),
      signal,
    );
    const before = (await Promise.all(running)).flat();
    this.#move = { atMs, tookMs, inFlight: inFlightAtMove, stillRunning };
    return [...before, ...after];
  }

  #route(only: string | null): void {
    const { lane, plan } = this.tools;
    const position = this.#position;
    if (only !== null) lane.route(plan.active, { canaryPercent: null, only });
    else if (position.kind === "canary") lane.route(plan.active, { canaryPercent: position.percent, only: null });
    else if (plan.rolledBack !== null) lane.route(plan.rolledBack.version, AS_ROUTED);
  }

  #routesOf(reach: DrillReach): readonly (string | null)[] {
    const { primary, fallbacks, candidate } = this.tools.plan.scene;
    switch (reach) {
      case "as_routed":
        return [null];
      case "primary_only":
        return [primary];
      case "each_fallback":
        return fallbacks;
      case "candidate_only":
        return candidate === null ? [] : [candidate];
      default:
        return assertNever(reach);
    }
  }

  #canaryPercent(): number {
    return this.#position.kind === "canary" ? this.#position.percent : 0;
  }

  #isBreaker(state: "open" | "closed"): boolean {
    return this.tools.lane.health(this.tools.plan.scene.primary).breaker === state;
  }
}
