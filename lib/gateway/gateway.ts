import type { Endpoint } from "../core/routing-snapshot";
import type { Client, ClientDirectory } from "./client-directory";
import { ClientLimits } from "./client-limits";
import { checkHead, checkKey, DOOR_LIMITS, judgeCall } from "./door";
import type { Exchange } from "./exchange";
import { overloaded, shed } from "./failure-answer";
import { IssuedResponses } from "./issued-responses";
import { listModels } from "./list-models";
import { type Refusal, refuse } from "./refusal";
import { SchemaChecker } from "./schema-check";
import { serve } from "./serve";
import type { ServeDependencies } from "./serve-dependencies";
import { type VersionLoad, VersionLoads } from "./version-loads";

export interface GatewayDependencies extends Omit<ServeDependencies, "issued" | "schemas" | "loads"> {
  clients(): ClientDirectory;
  /** Called for an exception that is a defect of ours; it fails one request. */
  onDefect(error: unknown): void;
}

/** A request whose key, path and head are in order, with its place among its client's requests. */
interface Admission {
  readonly endpoint: Endpoint;
  readonly client: Client;
  release(): void;
}

/** More requests at once than one process serves well; each beyond it is told so at once. */
const MAX_IN_FLIGHT = 4000;

const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  "/v1/chat/completions": "chat",
  "/v1/responses": "responses",
};

/**
 * The OpenAI-compatible gateway: takes an exchange, answers it, and knows nothing of how it is mounted. `handle`
 * never rejects; every request it takes ends with exactly one answer or with the caller gone.
 */
export class Gateway {
  readonly #limits = new ClientLimits();
  readonly #loads = new VersionLoads();
  #inFlight = 0;
  #overload: string | null = null;
  #shedCount = 0;
  #isDraining = false;

  readonly #serving: ServeDependencies;

  constructor(private readonly dependencies: GatewayDependencies) {
    this.#serving = {
      ...dependencies,
      issued: new IssuedResponses(),
      schemas: new SchemaChecker(),
      loads: this.#loads,
    };
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /** What is in flight by alias and route map version. */
  versionLoads(): readonly Readonly<VersionLoad>[] {
    return this.#loads.view();
  }

  /** From now on new requests are refused; those taken in are finished. */
  drain(): void {
    this.#isDraining = true;
  }

  /** New requests are refused with this reason until it is null again; those taken in are finished. */
  shed(reason: string | null): void {
    this.#overload = reason;
  }

  /** Requests refused as `overloaded` before anything was done for them. */
  get shedCount(): number {
    return this.#shedCount;
  }

  async handle(exchange: Exchange): Promise<void> {
    if (this.#isDraining) {
      refuse(exchange, overloaded("This instance is shutting down. Send the request again."));
      return;
    }
    if (this.#overload !== null || this.#inFlight >= MAX_IN_FLIGHT) {
      this.#shedCount++;
      const why = this.#overload ?? `${MAX_IN_FLIGHT} requests are already running`;
      refuse(exchange, shed(why, this.dependencies.random()));
      return;
    }
    this.#inFlight++;
    let admission: Admission | null = null;
    try {
      admission = this.#admit(exchange);
      if (admission === null) return;
      const read = await exchange.readBody(DOOR_LIMITS.maxBodyBytes);
      // Only now: a map that changed while the body came in holds for this request.
      const call = judgeCall(read, admission.endpoint, admission.client, this.dependencies.routing(), DOOR_LIMITS);
      if (call.kind === "refused") refuse(exchange, call.refusal);
      else if (call.kind === "accepted") await serve(this.#serving, exchange, call.value);
    } catch (error) {
      this.dependencies.onDefect(error);
      exchange.fail();
    } finally {
      admission?.release();
      this.#inFlight--;
    }
  }

  /** Everything that is judged before the body. Null when the exchange is answered with that. */
  #admit(exchange: Exchange): Admission | null {
    const { clients, routing } = this.dependencies;
    const key = checkKey(exchange, clients());
    if (key.kind === "refused") refuse(exchange, key.refusal);
    if (key.kind !== "accepted") return null;
    const endpoint = ENDPOINTS[exchange.path];
    if (exchange.path === "/v1/models" || exchange.path.startsWith("/v1/models/")) {
      if (exchange.method === "GET") listModels(exchange, routing());
      else refuse(exchange, wrongMethod("GET"));
    } else if (endpoint === undefined) refuse(exchange, unknownPath(exchange));
    else if (exchange.method !== "POST") refuse(exchange, wrongMethod("POST"));
    else return this.#enter(exchange, endpoint, key.value);
    return null;
  }

  #enter(exchange: Exchange, endpoint: Endpoint, client: Client): Admission | null {
    const limit = this.#limits.enter(client, performance.now());
    if (limit.kind === "refused") {
      refuse(exchange, overLimit(limit.message, limit.retryAfterMs));
      return null;
    }
    const defect = checkHead(exchange, DOOR_LIMITS);
    if (defect === null) return { endpoint, client, release: limit.release };
    limit.release();
    refuse(exchange, defect);
    return null;
  }
}

function overLimit(why: string, retryAfterMs: number): Refusal {
  const headers = { "retry-after": String(Math.ceil(retryAfterMs / 1000)), "retry-after-ms": String(retryAfterMs) };
  return { status: 429, code: "rate_limit_exceeded", message: `Too many requests: ${why}.`, headers };
}

function wrongMethod(allowed: string): Refusal {
  return { status: 405, code: "method_not_allowed", message: `Use ${allowed} here.`, headers: { allow: allowed } };
}

function unknownPath(exchange: Exchange): Refusal {
  const message = `There is no ${exchange.path.slice(0, 100)}. Switchyard serves ${Object.keys(ENDPOINTS).join(", ")} and /v1/models.`;
  return { status: 404, code: "not_found", type: "invalid_request_error", message };
}
