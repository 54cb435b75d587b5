import { onTestFinished } from "vitest";
import type { DrillRunView } from "@/lib/contract/drill";
import { AliasSection, RouteMapContent } from "@/lib/contract/route-map";
import { compileSnapshot } from "@/lib/control/compile-snapshot";
import type { ControlContext } from "@/lib/control/context";
import { DrillDesk } from "@/lib/control/drill-desk";
import type { DrillExecution } from "@/lib/control/drill-execution";
import { DrillNotRecorded } from "@/lib/control/drill-journal";
import { readDrillRun } from "@/lib/control/read-drills";
import { runDrill } from "@/lib/control/run-drill";
import type { DrillId } from "@/lib/core/drill";
import type { RealTraffic } from "@/lib/core/drill-abort";
import { createRedactor } from "@/lib/core/redact";
import { openDrillLane } from "@/lib/server/drill-lane";
import { ProviderPools } from "@/lib/upstream/provider-pools";
import {
  type SimulatedProvider,
  startSimulatedProvider,
} from "@/lib/upstream/simulated-provider/start-simulated-provider";
import { type ControlRig, controlRig, LEE } from "./control-rig";
import { tempStore } from "./temp-store";

export const DRILL_ALIAS = "support-summary-v3";
/** Stands for what must never be in a record, a pack or a log. */
export const DRILL_PROVIDER_KEY = "sk-canary-drill-provider-4f1d2c7b9a";

export interface DrillRig {
  readonly control: ControlRig;
  readonly context: ControlContext;
  readonly desk: DrillDesk;
  readonly primary: SimulatedProvider;
  readonly fallback: SimulatedProvider;
  readonly pools: ProviderPools;
  readonly defects: unknown[];
  /** What real callers are said to have met since the drill began, and before it. */
  readonly real: { before: RealTraffic; during: RealTraffic };
  /** Runs a drill to its end and returns what was recorded of it. */
  run(drill: DrillId): Promise<DrillRunView>;
}

export interface DrillRigOptions {
  /** Fields of the alias's section. */
  readonly alias?: Record<string, unknown>;
  /** Shortens the bounds of steps. */
  readonly boundScale?: number;
  readonly content?: (content: RouteMapContent) => RouteMapContent;
  readonly keepEvidence?: (context: ControlContext, execution: DrillExecution) => Promise<void>;
}

const TIMEOUTS = { connect_ms: 500, headers_ms: 250, first_token_ms: 250, idle_ms: 900, total_ms: 2_000 };

/** A desk over a real store and two simulated providers, with deadlines short enough for tests. */
export async function drillRig(options: DrillRigOptions = {}): Promise<DrillRig> {
  const primary = await startSimulatedProvider({ seed: 1, apiKey: DRILL_PROVIDER_KEY, idPrefix: "pri" });
  const fallback = await startSimulatedProvider({
    seed: 2,
    apiKey: DRILL_PROVIDER_KEY,
    idPrefix: "fal",
    flavour: "comet",
  });
  const store = await tempStore();
  const content = drillContent(primary.url, fallback.url, options.alias);
  const control = await controlRig(store, options.content?.(content) ?? content, Date.now());
  const context: ControlContext = { ...control.context, nowMs: Date.now };
  const pools = new ProviderPools();
  const keys = new Map(Object.keys(content.providers).map((provider) => [provider, DRILL_PROVIDER_KEY]));
  pools.update(compileSnapshot(context.active()).providers.values(), keys);
  const defects: unknown[] = [];
  const real = { before: { requests: 0, failures: 0 }, during: { requests: 0, failures: 0 } };
  let runs = 0;
  const desk = new DrillDesk({
    context,
    openLane: (order) =>
      openDrillLane(
        {
          upstream: pools,
          ledger: store.ledger,
          redact: createRedactor([DRILL_PROVIDER_KEY]),
          nowMs: Date.now,
          random: () => 0,
          compile: (version) => compileSnapshot(version, context.contracts.book()),
          onDefect: (error) => defects.push(error),
        },
        order,
      ),
    realTraffic: (_fromMs, toMs) => (toMs < Date.now() - 500 ? real.before : real.during),
    newRunId: () => {
      runs += 1;
      return `run-${runs}`;
    },
    onDefect: (error) => defects.push(error),
    boundScale: options.boundScale ?? 1,
    keepEvidence: async (execution) => options.keepEvidence?.(context, execution),
  });
  onTestFinished(async () => {
    await desk.close();
    await pools.close();
    await Promise.all([primary.close(), fallback.close()]);
    const unexpected = defects.filter((defect) => !(defect instanceof DrillNotRecorded));
    if (unexpected.length > 0) throw unexpected[0];
  });
  const run = async (drill: DrillId) => {
    const { run_id } = await runDrill(desk, LEE, { drill, alias: DRILL_ALIAS });
    await desk.ended;
    return readDrillRun(context, run_id);
  };
  return { control, context, desk, primary, fallback, pools, defects, real, run };
}

export function drillContent(primaryUrl: string, fallbackUrl: string, alias = {}): RouteMapContent {
  const route = (provider: string, model: string) => ({
    provider,
    model,
    endpoints: ["chat", "responses"],
    capacity_verified: true,
    price: { input_per_mtok: 1, output_per_mtok: 2 },
    timeouts: TIMEOUTS,
  });
  return RouteMapContent.parse({
    environment: "test",
    providers: {
      primary: { base_url: primaryUrl, allow_private_network: true },
      fallback: { base_url: fallbackUrl, allow_private_network: true },
    },
    cohorts: [
      { id: "internal", match: { clients: ["staff-tools"] } },
      { id: "general", default: true },
    ],
    aliases: {
      [DRILL_ALIAS]: AliasSection.parse({
        owner: "team-support",
        primary: "primary-chat",
        fallbacks: ["fallback-chat"],
        canary: { route: "fallback-chat", cohorts: { internal: 0, general: 0 } },
        budget: { deadline_ms: 4_000, min_attempt_ms: 50, max_retry_after_ms: 100 },
        breaker: { open_ms: 400 },
        salt: "s1",
        routes: { "primary-chat": route("primary", "model-a"), "fallback-chat": route("fallback", "model-b") },
        rollback_route_version: null,
        ...alias,
      }),
    },
  });
}

/** The step a run failed at, with what was expected and seen; null when it did not fail. */
export function failedStep(run: DrillRunView) {
  const step = run.steps.find(({ state }) => state === "failed");
  return step === undefined ? null : { id: step.id, checks: step.checks.filter(({ is_passed }) => !is_passed) };
}
