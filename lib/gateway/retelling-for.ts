import type { RequestIntent } from "../core/ledger-record";
import type { Endpoint } from "../core/routing-snapshot";
import type { Retelling } from "../core/translate-answer";
import type { AcceptedCall } from "./door";

/** How an answer of endpoint `spoken` is told to the caller; null when it is passed on as it is. */
export function retellingFor(
  { endpoint, body }: AcceptedCall,
  spoken: Endpoint,
  { traceId, startedAtMs }: RequestIntent,
): Retelling | null {
  if (spoken === endpoint) return null;
  return { to: endpoint, request: body, spare: { id: traceId, createdAt: Math.floor(startedAtMs / 1000) } };
}
