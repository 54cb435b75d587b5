import type { DrillFault } from "../core/drill-fault";
import { faultScript } from "./fault-script";
import { FaultedCall } from "./faulted-call";
import type { Upstream, UpstreamCall, UpstreamListener, UpstreamRequest } from "./upstream";

/** Which calls a fault meets: those of one provider for one model, until `endsAtMs` (epoch milliseconds) at the latest. */
export interface InjectedFault {
  readonly fault: DrillFault;
  readonly provider: string;
  readonly model: string;
  readonly retryAfterSeconds: number;
  readonly endsAtMs: number;
}

/**
 * The upstream edge of one drill: counts what passes and puts a fault in the place of the provider while one is set.
 * Only a drill's own gateway calls through it, so no caller, header or body can reach a fault.
 */
export class FaultInjector implements Upstream {
  #fault: InjectedFault | null = null;
  #firstHitAtMs: number | null = null;
  readonly #calls = new Map<string, number>();

  constructor(
    private readonly providers: Upstream,
    private readonly nowMs: () => number,
  ) {}

  inject(fault: InjectedFault): void {
    this.#fault = fault;
    this.#firstHitAtMs = null;
  }

  clear(): void {
    this.#fault = null;
  }

  /** When the fault met its first call; null before. */
  get firstHitAtMs(): number | null {
    return this.#firstHitAtMs;
  }

  /** Calls made since the start, faulted ones included. */
  callsOf(provider: string, model: string): number {
    return this.#calls.get(keyOf(provider, model)) ?? 0;
  }

  call(request: UpstreamRequest, listener: UpstreamListener): UpstreamCall {
    const model = modelOf(request.body);
    const key = keyOf(request.provider.id, model);
    this.#calls.set(key, (this.#calls.get(key) ?? 0) + 1);
    const injected = this.#faultFor(request.provider.id, model);
    if (injected === null) return this.providers.call(request, listener);
    this.#firstHitAtMs ??= this.nowMs();
    const { endpoint, stream } = request;
    const { retryAfterSeconds } = injected;
    return new FaultedCall(listener, faultScript(injected.fault, { endpoint, stream, model, retryAfterSeconds }));
  }

  #faultFor(provider: string, model: string): InjectedFault | null {
    const injected = this.#fault;
    if (injected === null || injected.provider !== provider || injected.model !== model) return null;
    if (this.nowMs() < injected.endsAtMs) return injected;
    this.#fault = null;
    return null;
  }
}

function keyOf(provider: string, model: string): string {
  return `${provider}\n${model}`;
}

function modelOf(body: string): string {
  const value: unknown = JSON.parse(body);
  if (typeof value !== "object" || value === null || !("model" in value)) return "";
  return String(value.model);
}
