import { classifyErrorBody } from "../core/classify";
import { bareSignal, type Signal } from "../core/signal";

/** A 2xx answer of a type nobody asked for: a JSON error body, an HTML page, the other transport. */
export function unexpectedType(status: number, headers: Record<string, string | undefined>, bodyText: string): Signal {
  const error = classifyErrorBody({ status, headers, bodyText, nowMs: Date.now() });
  return (
    error ??
    bareSignal({
      class: "invalid_output",
      detail: "content_type",
      httpStatus: status,
      providerMessage: headers["content-type"] ?? null,
    })
  );
}
