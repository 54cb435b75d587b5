/** "…e58c91": the end of a trace id, because ids of one minute begin alike. */
export function shortTraceId(traceId: string): string {
  return traceId.length <= 8 ? traceId : `…${traceId.slice(-6)}`;
}

/** Id of the element in the list that opens a request, so that focus can go back to it. */
export function requestRowId(traceId: string): string {
  return `request-${traceId}`;
}
