import { onTestFinished } from "vitest";
import { RouteMapContent } from "@/lib/contract/route-map";
import { compileSnapshot } from "@/lib/control/compile-snapshot";
import type { ControlContext } from "@/lib/control/context";
import { publishContracts } from "@/lib/control/publish-contracts";
import { createRedactor } from "@/lib/core/redact";
import { ProviderDesk } from "@/lib/server/provider-desk";
import { ProviderPools } from "@/lib/upstream/provider-pools";
import type { Flavour } from "@/lib/upstream/simulated-provider/error-answer";
import {
  type SimulatedProvider,
  type SimulatedProviderOptions,
  startSimulatedProvider,
} from "@/lib/upstream/simulated-provider/start-simulated-provider";
import { type ControlRig, controlRig } from "./control-rig";
import { tempStore } from "./temp-store";

export const PROBE_KEY = "sk-probe-rig-provider-secret-0123456789";

export interface ProbeRig extends ControlRig {
  readonly openai: SimulatedProvider;
  readonly comet: SimulatedProvider;
  /** Resolves when everything queued so far has run. */
  settled(): Promise<void>;
}

/** A control context whose providers are two simulated ones, reached over real pools by real probes. */
export async function probeRig(
  options: { readonly comet?: Partial<SimulatedProviderOptions> } = {},
): Promise<ProbeRig> {
  const openai = await provider("openai", "gpt-sim");
  const comet = await provider("comet", "comet-sim", options.comet);
  const store = await tempStore();
  const rig = await controlRig(store, content(openai.url, comet.url), Date.now());
  const pools = new ProviderPools();
  onTestFinished(() => pools.close());
  const snapshot = () => compileSnapshot(rig.context.active(), rig.context.contracts.book());
  const fitPools = () =>
    pools.update(
      snapshot().providers.values(),
      new Map([
        ["openai", PROBE_KEY],
        ["cometapi", PROBE_KEY],
      ]),
    );
  const defects: unknown[] = [];
  const desk = new ProviderDesk({
    pools,
    ledger: store.ledger,
    redact: createRedactor([PROBE_KEY]),
    nowMs: Date.now,
    random: () => 0,
    routing: snapshot,
    report: (error) => defects.push(error),
  });
  const context: ControlContext = {
    ...rig.context,
    nowMs: Date.now,
    contracts: {
      book: () => rig.context.contracts.book(),
      publish: (book) => {
        rig.context.contracts.publish(book);
        fitPools();
      },
    },
    providers: desk,
  };
  await publishContracts(context);
  const settled = async () => {
    await new Promise<void>((resolve) => desk.queue(async () => resolve()));
    if (defects.length > 0) throw defects[0];
  };
  return { ...rig, context, openai, comet, settled };
}

async function provider(
  flavour: Flavour,
  model: string,
  options: Partial<SimulatedProviderOptions> = {},
): Promise<SimulatedProvider> {
  const started = await startSimulatedProvider({
    flavour,
    apiKey: PROBE_KEY,
    models: [model],
    tokenCount: 8,
    ...options,
  });
  onTestFinished(() => started.close());
  return started;
}

function content(openaiUrl: string, cometUrl: string): RouteMapContent {
  const route = { endpoints: ["chat", "responses"], context_window: 8_000, price: null };
  return RouteMapContent.parse({
    environment: "production",
    providers: {
      openai: { base_url: openaiUrl, allow_private_network: true },
      cometapi: { base_url: cometUrl, allow_private_network: true },
    },
    cohorts: [
      { id: "internal", match: { clients: ["staff-tools"] } },
      { id: "general", default: true },
    ],
    aliases: {
      "support-summary-v3": {
        primary: "openai-chat",
        fallbacks: ["comet-chat"],
        canary: { route: "comet-chat", cohorts: { internal: 0, general: 0 } },
        salt: "s1",
        routes: {
          "openai-chat": {
            ...route,
            provider: "openai",
            model: "gpt-sim",
            price: { input_per_mtok: 1, output_per_mtok: 2 },
          },
          "comet-chat": { ...route, provider: "cometapi", model: "comet-sim", production_eligible: "contract" },
        },
        rollback_route_version: null,
      },
    },
  });
}
