/** "7f2c…91": enough of a trace id to tell two rows apart. */
export function shortTraceId(traceId: string): string {
  return traceId.length <= 8 ? traceId : `${traceId.slice(0, 4)}…${traceId.slice(-2)}`;
}

/** Id of the element in the list that opens a request, so that focus can go back to it. */
export function requestRowId(traceId: string): string {
  return `request-${traceId}`;
}
