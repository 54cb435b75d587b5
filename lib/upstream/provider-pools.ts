import { lookup } from "node:dns";
import type { LookupFunction } from "node:net";
import { buildConnector, type Dispatcher, Pool } from "undici";
import type { Provider } from "../core/routing-snapshot";
import { baseUrlDefect, isPublicAddress } from "./address-guard";
import type { TransportFailure, Upstream, UpstreamCall, UpstreamListener, UpstreamRequest } from "./upstream";

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

class PooledCall implements UpstreamCall, Dispatcher.DispatchHandler {
  #controller: Dispatcher.DispatchController | null = null;
  #isSent = false;
  #isOver = false;
  #grace: NodeJS.Timeout | null = null;

  constructor(private readonly listener: UpstreamListener) {}

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#isOver) {
      controller.abort(new Error("the call was ended before it was sent"));
      return;
    }
    this.#isSent = true;
    this.listener.onSent();
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    if (!this.#isOver && status >= 200) this.listener.onHead(status, headers);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.#isOver) this.listener.onData(chunk);
  }

  onResponseEnd(): void {
    this.#endGrace();
    if (this.#isOver) return;
    this.#isOver = true;
    this.listener.onEnd();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#endGrace();
    this.refuse({ code: errorCode(error), message: error.message, requestSent: this.#isSent });
  }

  refuse(failure: TransportFailure): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.listener.onFailure(failure);
  }

  pause(): void {
    if (!this.#isOver) this.#controller?.pause();
  }

  resume(): void {
    if (!this.#isOver) this.#controller?.resume();
  }

  abort(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#controller?.abort(new Error("the gateway ended the call"));
  }

  release(graceMs: number): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#controller?.resume();
    this.#grace = setTimeout(() => this.#controller?.abort(new Error("the provider did not end the call")), graceMs);
  }

  #endGrace(): void {
    if (this.#grace !== null) clearTimeout(this.#grace);
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

/** undici wraps some causes; the innermost `code` names what happened. */
function errorCode(error: unknown): string | null {
  let code: string | null = null;
  for (let cause: unknown = error, depth = 0; cause instanceof Error && depth < 4; cause = cause.cause, depth++) {
    if ("code" in cause && typeof cause.code === "string") code = cause.code;
  }
  return code;
}
