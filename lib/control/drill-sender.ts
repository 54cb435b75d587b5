import { armPosition } from "@/lib/core/arms";
import { DRILL_CLIENT, type DrillRequestShape } from "@/lib/core/drill";
import type { DrillObservation } from "@/lib/core/drill-facts";
import { drillUser } from "@/lib/core/drill-request";
import type { ControlContext } from "./context";
import type { DrillLane } from "./drill-lane";
import type { DrillPlan } from "./drill-plan";
import { observeDrillRequest } from "./observe-drill-request";

/** Requests of one step that run at once: enough to be quick, too few to weigh on a provider. */
const AT_ONCE = 3;
const MOST_SESSIONS_TRIED = 1_000;

/** Sends the synthetic requests of one run and keeps what was seen of each. */
export class DrillSender {
  readonly #all: DrillObservation[] = [];
  #session = 0;

  constructor(
    private readonly tools: {
      readonly context: ControlContext;
      readonly lane: DrillLane;
      readonly plan: DrillPlan;
    },
  ) {}

  /** Of the whole run, in the order they ended. */
  get all(): readonly DrillObservation[] {
    return this.#all;
  }

  /** Sends in order, a few at a time; what an abort cut short is left out. */
  async sendAll(
    shapes: readonly DrillRequestShape[],
    signal: AbortSignal,
    session?: string,
  ): Promise<DrillObservation[]> {
    const { context, lane, plan } = this.tools;
    const { required_json_keys: requiredJsonKeys } = plan.section.validation;
    const seen: DrillObservation[] = [];
    const queue = [...shapes];
    const work = async (): Promise<void> => {
      for (let shape = queue.shift(); shape !== undefined && !signal.aborted; shape = queue.shift()) {
        const send = { alias: plan.scene.alias, shape, session: session ?? this.#nextSession(), requiredJsonKeys };
        const observation = await observeDrillRequest(context, lane, send, signal);
        if (observation === null) return;
        seen.push(observation);
        this.#all.push(observation);
      }
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, shapes.length) }, work));
    return seen;
  }

  /** A session that a share of the drill cohort puts into the canary arm. */
  canarySession(percent: number): string {
    const { salt } = this.tools.plan.section;
    let session = this.#nextSession();
    for (let tries = 0; tries < MOST_SESSIONS_TRIED; tries += 1) {
      if (armPosition(salt, `${DRILL_CLIENT}:${session}`) < percent / 100) return session;
      session = this.#nextSession();
    }
    return session;
  }

  #nextSession(): string {
    this.#session += 1;
    return drillUser(this.#session);
  }
}
