import type { z } from "zod";
import type { Principal } from "@/lib/contract/session";
import { admit, isMutation } from "./admit";
import type { Action, PrincipalOf } from "./authorize";
import { errorResponse, PRIVATE_JSON_HEADERS } from "./errors";
import { IdempotencyStore, idempotencyKeyOf } from "./idempotency";
import { type KeptAnswer, NOT_KEPT } from "./kept-answers";
import { ifMatchOf, parseInput, queryOf } from "./parse-input";
import { readJsonBody } from "./read-body";
import { Refusals } from "./refusal";
import type { HttpServices } from "./services";

/** What a handler knows about the call besides its parsed input. */
export interface Call<A extends Action, R> {
  readonly principal: PrincipalOf<A>;
  /** The route map version the caller was looking at; null when it sent no `If-Match`. */
  readonly ifMatch: number | null;
  readonly idempotencyKey: string | null;
  readonly signal: AbortSignal;
  readonly runtime: R;
  readonly request: Request;
  /** Headers to add to the answer, for instance `set-cookie`. */
  readonly answerHeaders: Headers;
}

/** One handler of the console API, declared. Parts without a schema are handed over as empty objects. */
export interface Endpoint<A extends Action, P, Q, B, O, R> {
  readonly action: A;
  readonly params?: z.ZodType<P>;
  readonly query?: z.ZodType<Q>;
  readonly body?: z.ZodType<B>;
  /** Only what this schema names leaves the server. */
  readonly output: z.ZodType<O>;
  /** 200 unless said otherwise. */
  readonly status?: number | ((output: O) => number);
  /** The answer hands out a secret once: it is given again to the same order, but never written down. */
  readonly handsOutSecret?: true;
  /** 256 KiB unless said otherwise. */
  readonly maxBodyBytes?: number;
  readonly run: (input: { params: P; query: Q; body: B }, call: Call<A, R>) => Promise<O>;
}

/** The second argument Next gives a route handler. */
export interface RouteContext {
  readonly params: Promise<Record<string, string>>;
}

/** A Next route handler that knows its action, so that the route table can be held against it. */
export interface RouteHandler {
  (request: Request, context: RouteContext): Promise<Response>;
  readonly action: Action;
}

const DEFAULT_MAX_BODY_BYTES = 256 * 1_024;

/**
 * Makes the `adapt` of one composition root. A handler made by it: finds the principal, authorizes, refuses forged
 * mutations, parses (400 with the path), runs, and answers `private, no-store` JSON of the declared shape. Refused
 * mutations leave an audit row; errors nobody planned for are reported and answered without their text.
 */
export function createAdapt<R>(getServices: () => HttpServices<R>) {
  const orders = new IdempotencyStore();
  const refusals = new Refusals();

  return function adapt<A extends Action, P = object, Q = object, B = object, O = unknown>(
    endpoint: Endpoint<A, P, Q, B, O, R>,
  ): RouteHandler {
    const handle = async (request: Request, context: RouteContext): Promise<Response> => {
      const services = getServices();
      let principal: Principal | null = null;
      try {
        principal = await services.principalOf(request);
        const admitted = admit(request, principal, endpoint.action, services.trustedOrigins);
        return await answer(endpoint, request, context, admitted, services, orders);
      } catch (error) {
        return errorResponse(await refusals.settle(error, request, endpoint.action, principal, services));
      }
    };
    return Object.assign(handle, { action: endpoint.action });
  };
}

async function answer<A extends Action, P, Q, B, O, R>(
  endpoint: Endpoint<A, P, Q, B, O, R>,
  request: Request,
  context: RouteContext,
  principal: PrincipalOf<A>,
  services: HttpServices<R>,
  orders: IdempotencyStore,
): Promise<Response> {
  const url = new URL(request.url);
  const body = isMutation(request)
    ? await readJsonBody(request, endpoint.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES)
    : { text: "", value: {} };
  const input = {
    params: parsePart("params", endpoint.params, await context.params),
    query: parsePart("query", endpoint.query, queryOf(url)),
    body: parsePart("body", endpoint.body, body.value),
  };
  const call: Call<A, R> = {
    principal,
    ifMatch: ifMatchOf(request),
    idempotencyKey: isMutation(request) ? idempotencyKeyOf(request) : null,
    signal: request.signal,
    runtime: services.runtime,
    request,
    answerHeaders: new Headers(PRIVATE_JSON_HEADERS),
  };
  const work = async (): Promise<KeptAnswer> => {
    const output = endpoint.output.parse(await endpoint.run(input, call));
    const status = typeof endpoint.status === "function" ? endpoint.status(output) : (endpoint.status ?? 200);
    return { status, headers: [...call.answerHeaders], body: JSON.stringify(output) };
  };
  const given =
    call.idempotencyKey === null || principal === null
      ? await work()
      : await orders.once(
          {
            principalId: `${principal.kind}:${principal.id}`,
            target: `${request.method} ${url.pathname}`,
            key: call.idempotencyKey,
            body: JSON.stringify([body.text, call.ifMatch]),
          },
          services.nowMs(),
          endpoint.handsOutSecret === true ? NOT_KEPT : services.keptAnswers,
          work,
        );
  return new Response(given.body, {
    status: given.status,
    headers: given.headers.map(([name, value]): [string, string] => [name, value]),
  });
}

/** An undeclared part is empty: what was not asked for is not looked at. */
function parsePart<T>(part: "params" | "query" | "body", schema: z.ZodType<T> | undefined, value: unknown): T {
  if (schema !== undefined) return parseInput(part, schema, value);
  // T is `object` whenever no schema names it; the empty object is its only honest value.
  return {} as T;
}
