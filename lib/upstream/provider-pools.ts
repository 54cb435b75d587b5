import { lookup } from "node:dns";
import type { LookupFunction } from "node:net";
import { buildConnector, Pool } from "undici";
import type { AuthTerms } from "../core/contract-terms";
import { PROBE_WRONG_KEY } from "../core/probes/probe-definition";
import type { Endpoint, Provider } from "../core/routing-snapshot";
import { baseUrlDefect, isPublicAddress } from "./address-guard";
import { PooledCall } from "./pooled-call";
import { type ProviderRead, type ReadAnswer, readJson } from "./read-json";
import type { Upstream, UpstreamCall, UpstreamListener, UpstreamRequest } from "./upstream";

/** An upper bound only: the gateway's own connect deadline is shorter and per attempt. */
const CONNECT_TIMEOUT_MS = 30_000;

interface ProviderPool {
  readonly provider: Provider;
  readonly key: string | null;
  readonly pool: Pool;
  readonly basePath: string;
  readonly headers: Readonly<Record<Endpoint, CallHeaders>>;
  readonly defect: string | null;
  /** Some route may call it. */
  readonly isInUse: boolean;
}

/** Names and values in turn, as undici takes them without copying. */
interface CallHeaders {
  readonly json: string[];
  readonly stream: string[];
  /** With a key that is none. */
  readonly wrongKey: string[];
}

/** A pool no new call gets: its connections close after the calls they carry. */
export interface ClosingPool {
  readonly provider: string;
}

/**
 * One connection pool per provider. A pool is replaced when its provider's address, header or key changes, and when the
 * last route that may call it is gone; the old one finishes what it carries. Calls follow no redirect, ask for identity
 * encoding and carry only the headers set here.
 */
export class ProviderPools implements Upstream {
  #pools = new Map<string, ProviderPool>();
  readonly #closing = new Set<ClosingPool>();

  /**
   * Brings the pools in line with a route map version and the keys in force (plain, by provider id). A provider outside
   * `inUse` can still be called, but keeps no connection of the time when routes used it.
   */
  update(providers: Iterable<Provider>, keys: ReadonlyMap<string, string>, inUse?: ReadonlySet<string>): void {
    const next = new Map<string, ProviderPool>();
    for (const provider of providers) {
      const key = keys.get(provider.id) ?? null;
      const isInUse = inUse === undefined || inUse.has(provider.id);
      const current = this.#pools.get(provider.id);
      const isKept = current !== undefined && isSame(current, provider, key) && (isInUse || !current.isInUse);
      next.set(provider.id, isKept ? { ...current, isInUse } : openPool(provider, key, isInUse));
    }
    for (const [id, { pool }] of this.#pools) if (next.get(id)?.pool !== pool) this.#retire(id, pool);
    this.#pools = next;
  }

  /** Pools that were given up and still have a connection. */
  closing(): readonly ClosingPool[] {
    return [...this.#closing];
  }

  call(request: UpstreamRequest, listener: UpstreamListener): UpstreamCall {
    const pool = this.#pools.get(request.provider.id);
    if (!pool || pool.defect !== null) {
      const message = pool?.defect ?? `there is no connection pool for provider ${request.provider.id}`;
      const refused = new PooledCall(listener);
      queueMicrotask(() => refused.refuse({ code: "SWITCHYARD_ADDRESS_REFUSED", message, requestSent: false }));
      return refused;
    }
    const call = new PooledCall(listener);
    const { json, stream, wrongKey } = pool.headers[request.endpoint];
    const headers = request.credential === "wrong" ? wrongKey : request.stream ? stream : json;
    pool.pool.dispatch(
      {
        method: "POST",
        path: pool.basePath + pool.provider.paths[request.endpoint],
        headers: request.traceHeaders ? [...headers, ...request.traceHeaders] : headers,
        body: request.body,
        headersTimeout: 0,
        bodyTimeout: 0,
      },
      call,
    );
    return call;
  }

  /** Reads a JSON document of the provider over its own pool: no redirect, a bounded answer, the same address guard. */
  async read(order: ProviderRead): Promise<ReadAnswer> {
    const pool = this.#pools.get(order.provider);
    if (!pool || pool.defect !== null) {
      return { kind: "failed", why: pool?.defect ?? `there is no connection pool for provider ${order.provider}` };
    }
    const path = order.isAbsolutePath ? order.path : pool.basePath + order.path;
    return readJson(pool.pool, path, pool.headers.chat.json, order);
  }

  /** Ends all connections at once; for shutdown after the drain. */
  async close(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.pool.destroy()));
    this.#pools.clear();
  }

  #retire(provider: string, pool: Pool): void {
    const closing = { provider };
    this.#closing.add(closing);
    void pool.close().finally(() => this.#closing.delete(closing));
  }
}

function openPool(provider: Provider, key: string | null, isInUse: boolean): ProviderPool {
  const url = new URL(provider.baseUrl);
  const connect = buildConnector({
    timeout: CONNECT_TIMEOUT_MS,
    ...(provider.allowPrivateNetwork ? {} : { lookup: publicLookup }),
  });
  const headersOf = (endpoint: Endpoint) => callHeaders(provider.authOf?.[endpoint] ?? provider.auth, key);
  return {
    provider,
    key,
    pool: new Pool(url.origin, { connect, pipelining: 1, keepAliveTimeout: 10_000, maxHeaderSize: 32 * 1024 }),
    basePath: url.pathname.replace(/\/$/, ""),
    headers: { chat: headersOf("chat"), responses: headersOf("responses") },
    defect: baseUrlDefect(provider.baseUrl, provider.allowPrivateNetwork),
    isInUse,
  };
}

function callHeaders(auth: AuthTerms, key: string | null): CallHeaders {
  const common = ["content-type", "application/json", "accept-encoding", "identity", "user-agent", "switchyard"];
  const withKey = (value: string) => [...common, auth.header, auth.scheme === null ? value : `${auth.scheme} ${value}`];
  const own = key === null ? common : withKey(key);
  return {
    json: [...own, "accept", "application/json"],
    stream: [...own, "accept", "text/event-stream"],
    wrongKey: [...withKey(PROBE_WRONG_KEY), "accept", "application/json"],
  };
}

function isSame(pool: ProviderPool, provider: Provider, key: string | null): boolean {
  return pool.key === key && JSON.stringify(pool.provider) === JSON.stringify(provider);
}

/** Resolves a name and refuses it when any of its addresses is private: half-public names are rebinding attempts. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) {
      callback(error, "", 0);
      return;
    }
    const refused = addresses.find((entry) => !isPublicAddress(entry.address));
    const first = addresses[0];
    if (refused || !first) {
      const failure: NodeJS.ErrnoException = new Error("the name does not resolve to public addresses only");
      failure.code = "SWITCHYARD_ADDRESS_REFUSED";
      callback(failure, "", 0);
    } else if (options.all) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};
