import type { Exchange, HeaderValues } from "./exchange";

/** An answer the gateway gives in its own name, in the OpenAI error shape. `message` is one plain sentence. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly type?: string;
  readonly param?: string | null;
  readonly headers?: HeaderValues;
}

export function errorBody(refusal: Pick<Refusal, "code" | "message" | "type" | "param">): string {
  const { message, type = "switchyard_error", code, param = null } = refusal;
  return JSON.stringify({ error: { message, type, param, code } });
}

/** Ends the exchange with a refusal. */
export function refuse(exchange: Exchange, refusal: Refusal): void {
  endJson(exchange, refusal.status, errorBody(refusal), refusal.headers);
}

/** Ends the exchange with a JSON text of ours. */
export function endJson(exchange: Exchange, status: number, json: string, headers: HeaderValues = {}): void {
  const body = Buffer.from(json);
  exchange.head(status, {
    "content-type": "application/json; charset=utf-8",
    "content-length": String(body.length),
    "cache-control": "no-store",
    ...headers,
  });
  exchange.end(body);
}
