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
  exchange.head(refusal.status, { "content-type": "application/json; charset=utf-8", "cache-control": "no-store", ...refusal.headers });
  exchange.end(Buffer.from(errorBody(refusal)));
}
