import { lookup } from "node:dns";
import type { LookupFunction } from "node:net";
import { buildConnector, Pool } from "undici";
import type { Provider } from "../core/routing-snapshot";
import { baseUrlDefect, isPublicAddress } from "./address-guard";
import { PooledCall } from "./pooled-call";
import type { Upstream, UpstreamCall, UpstreamListener, UpstreamRequest } from "./upstream";

/** An upper bound only: the gateway's own connect deadline is shorter and per attempt. */
const CONNECT_TIMEOUT_MS = 30_000;

interface ProviderPool {
  readonly provider: Provider;
  readonly key: string | null;
  readonly pool: Pool;
  readonly basePath: string;
  /** Names and values in turn, as undici takes them without copying. */
  readonly jsonHeaders: string[];
  readonly streamHeaders: string[];
  readonly defect: string | null;
}

/**
 * One connection pool per provider. A pool is replaced when its provider's address, header or key changes; the old one
 * finishes what it carries. Calls follow no redirect, ask for identity encoding and carry only the headers set here.
 */
export class ProviderPools implements Upstream {
  #pools = new Map<string, ProviderPool>();

  /** Brings the pools in line with a route map version and the keys in force (plain, by provider id). */
  update(providers: Iterable<Provider>, keys: ReadonlyMap<string, string>): void {
    const next = new Map<string, ProviderPool>();
    for (const provider of providers) {
      const key = keys.get(provider.id) ?? null;
      const current = this.#pools.get(provider.id);
      next.set(provider.id, current && isSame(current, provider, key) ? current : openPool(provider, key));
    }
    for (const [id, pool] of this.#pools) if (next.get(id) !== pool) void pool.pool.close();
    this.#pools = next;
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
    const headers = request.stream ? pool.streamHeaders : pool.jsonHeaders;
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

  /** Ends all connections at once; for shutdown after the drain. */
  async close(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.pool.destroy()));
    this.#pools.clear();
  }
}

function openPool(provider: Provider, key: string | null): ProviderPool {
  const url = new URL(provider.baseUrl);
  const connect = buildConnector({
    timeout: CONNECT_TIMEOUT_MS,
    ...(provider.allowPrivateNetwork ? {} : { lookup: publicLookup }),
  });
  const common = ["content-type", "application/json", "accept-encoding", "identity", "user-agent", "switchyard"];
  if (key !== null) {
    common.push(provider.auth.header, provider.auth.scheme === null ? key : `${provider.auth.scheme} ${key}`);
  }
  return {
    provider,
    key,
    pool: new Pool(url.origin, { connect, pipelining: 1, keepAliveTimeout: 10_000, maxHeaderSize: 32 * 1024 }),
    basePath: url.pathname.replace(/\/$/, ""),
    jsonHeaders: [...common, "accept", "application/json"],
    streamHeaders: [...common, "accept", "text/event-stream"],
    defect: baseUrlDefect(provider.baseUrl, provider.allowPrivateNetwork),
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
