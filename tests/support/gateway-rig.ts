import { hash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { stringify } from "yaml";
import { compileConfig } from "@/lib/contract/compile-config";
import { readConfig } from "@/lib/contract/read-config";
import type { RouteMapVersion } from "@/lib/contract/route-map";
import { compileSnapshot } from "@/lib/control/compile-snapshot";
import { createRedactor } from "@/lib/core/redact";
import { providersInUse } from "@/lib/core/routes-in-use";
import type { RoutingSnapshot } from "@/lib/core/routing-snapshot";
import type { StreamPace } from "@/lib/gateway/answer";
import { BreakerRegistry } from "@/lib/gateway/breaker-registry";
import { Gateway } from "@/lib/gateway/gateway";
import { NodeExchange } from "@/lib/gateway/node-exchange";
import { WebExchange } from "@/lib/gateway/web-exchange";
import { ClientBook } from "@/lib/server/client-book";
import { baseUrlDefect } from "@/lib/upstream/address-guard";
import { ProviderPools } from "@/lib/upstream/provider-pools";
import {
  type SimulatedProvider,
  startSimulatedProvider,
} from "@/lib/upstream/simulated-provider/start-simulated-provider";
import { MemoryLedger } from "./memory-ledger";

export const CLIENT_KEY = "sk-test-client-key-0001";
/** Of a client of another tenant. */
export const STRANGER_KEY = "sk-test-stranger-key-0002";
export const PRIMARY_KEY = "sk-primary-provider-secret-abcdef";
export const FALLBACK_KEY = "sk-fallback-provider-secret-ghijkl";

export type Mount = "listener" | "next";
export const MOUNTS: readonly Mount[] = ["listener", "next"];

/** A gateway between two simulated providers, reached as a caller reaches it. */
export interface GatewayRig {
  readonly gateway: Gateway;
  readonly primary: SimulatedProvider;
  readonly fallback: SimulatedProvider;
  readonly ledger: MemoryLedger;
  readonly breakers: BreakerRegistry;
  readonly pools: ProviderPools;
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  readonly defects: unknown[];
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  /** Puts the next route map version in force: the same rig with these parts changed. */
  reroute(changes: RigOptions): void;
  close(): Promise<void>;
}

export interface RigOptions {
  /** Fields of the one alias `support`, as in the configuration file. */
  readonly alias?: Record<string, unknown>;
  readonly primaryProvider?: Record<string, unknown>;
  readonly primaryRoute?: Record<string, unknown>;
  readonly fallbackRoute?: Record<string, unknown>;
  /** Called instead of the simulated primary, for answers no simulation gives. */
  readonly primaryUrl?: string;
  readonly streamPace?: StreamPace;
  /** Spreads waits; 0 makes the shortest of each. */
  readonly random?: () => number;
  readonly clientLimits?: { readonly requestsPerMinute?: number; readonly concurrent?: number };
}

export async function startGatewayRig(mount: Mount, options: RigOptions = {}): Promise<GatewayRig> {
  const primary = await startSimulatedProvider({ seed: 1, apiKey: PRIMARY_KEY, idPrefix: "pri" });
  const fallback = await startSimulatedProvider({ seed: 2, apiKey: FALLBACK_KEY, idPrefix: "fal" });
  const ledger = new MemoryLedger();
  const pools = new ProviderPools();
  const keys = new Map([
    ["primary", PRIMARY_KEY],
    ["fallback", FALLBACK_KEY],
  ]);
  const compiled = (version: number, parts: RigOptions) =>
    snapshotOf(version, configOf(parts.primaryUrl ?? primary.url, fallback.url, parts));
  let snapshot = compiled(7, options);
  const fitPools = () => pools.update(snapshot.providers.values(), keys, providersInUse(snapshot));
  fitPools();
  const breakers = new BreakerRegistry(Date.now, Math.random, () => {});
  const clients = new ClientBook(() => () => {}, Date.now);
  clients.admit([
    {
      id: "web-app",
      keyHash: hash("sha256", CLIENT_KEY),
      tenant: "acme",
      requestsPerMinute: options.clientLimits?.requestsPerMinute ?? null,
      concurrent: options.clientLimits?.concurrent ?? null,
      revokedAtMs: null,
      keyMadeAtMs: null,
      previousKey: null,
    },
    {
      id: "stranger",
      keyHash: hash("sha256", STRANGER_KEY),
      tenant: "umbrella",
      requestsPerMinute: null,
      concurrent: null,
      revokedAtMs: null,
      keyMadeAtMs: null,
      previousKey: null,
    },
    {
      id: "gone",
      keyHash: hash("sha256", "sk-revoked"),
      tenant: null,
      requestsPerMinute: null,
      concurrent: null,
      revokedAtMs: 1,
      keyMadeAtMs: null,
      previousKey: null,
    },
  ]);
  const defects: unknown[] = [];
  const gateway = new Gateway({
    upstream: pools,
    ledger,
    breakers,
    redact: createRedactor([PRIMARY_KEY, FALLBACK_KEY]),
    nowMs: Date.now,
    random: options.random ?? Math.random,
    ...(options.streamPace === undefined ? {} : { streamPace: options.streamPace }),
    routing: () => snapshot,
    clients: () => clients.directory,
    onOutcome: () => {},
    onDefect: (error) => defects.push(error),
  });
  const mounted = mount === "listener" ? await mountListener(gateway) : mountNext(gateway);
  return {
    gateway,
    primary,
    fallback,
    ledger,
    breakers,
    pools,
    defects,
    baseUrl: mounted.baseUrl,
    fetch: mounted.fetch,
    post: (path, body, headers) =>
      mounted.fetch(`${mounted.baseUrl}${path}`, {
        method: "POST",
        headers: { authorization: `Bearer ${CLIENT_KEY}`, "content-type": "application/json", ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
    reroute: (changes) => {
      snapshot = compiled(snapshot.version + 1, { ...options, ...changes });
      fitPools();
    },
    close: async () => {
      await mounted.close();
      await pools.close();
      await Promise.all([primary.close(), fallback.close()]);
      if (defects.length > 0) throw defects[0];
    },
  };
}

interface Mounted {
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  close(): Promise<void>;
}

async function mountListener(gateway: Gateway): Promise<Mounted> {
  const server = createServer((request, response) => void gateway.handle(new NodeExchange(request, response)));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { baseUrl: `http://127.0.0.1:${port}/v1`, fetch: globalThis.fetch, close };
}

/** What a Next route handler does with its request, without Next. */
function mountNext(gateway: Gateway): Mounted {
  const answer: typeof fetch = (input, init) => {
    const exchange = new WebExchange(new Request(input, init));
    void gateway.handle(exchange);
    return exchange.response;
  };
  return { baseUrl: "http://gateway.test/v1", fetch: answer, close: async () => {} };
}

function configOf(primaryUrl: string, fallbackUrl: string, options: RigOptions): string {
  const route = {
    endpoints: ["chat", "responses"],
    capacity_verified: true,
    price: { input_per_mtok: 1, output_per_mtok: 2 },
  };
  return stringify({
    version: 1,
    environment: "test",
    clients: [{ id: "web-app", key: CLIENT_KEY }],
    providers: [
      {
        id: "primary",
        base_url: primaryUrl,
        api_key: PRIMARY_KEY,
        allow_private_network: true,
        ...options.primaryProvider,
      },
      { id: "fallback", base_url: fallbackUrl, api_key: FALLBACK_KEY, allow_private_network: true },
    ],
    routes: [
      { id: "primary-chat", provider: "primary", model: "model-a", ...route, ...options.primaryRoute },
      { id: "fallback-chat", provider: "fallback", model: "model-b", ...route, ...options.fallbackRoute },
    ],
    aliases: [{ id: "support", primary: "primary-chat", fallbacks: ["fallback-chat"], ...options.alias }],
  });
}

function snapshotOf(number: number, yaml: string): RoutingSnapshot {
  const read = readConfig(yaml, () => undefined, baseUrlDefect);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const { content } = compileConfig(read.config, () => "salt");
  const version: RouteMapVersion = {
    version: number,
    created_at: "2026-01-01T00:00:00.000Z",
    author: "test",
    reason: null,
    action: "initialised",
    alias: null,
    base_version: null,
    restores: null,
    content_hash: "",
    summary: "",
    is_active: true,
    activated_at: "2026-11-20T10:00:00.000Z",
    activated_by: "system",
    content,
  };
  return compileSnapshot(version);
}
