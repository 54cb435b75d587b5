import type { UpstreamHeaders } from "../upstream/upstream";

/** The first value of a header; `name` in lower case. */
export function headerOf(headers: UpstreamHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === "string" ? value : value?.[0];
}

/** One value per name, as the classifier reads them. */
export function flatHeaders(headers: UpstreamHeaders): Record<string, string | undefined> {
  return Object.fromEntries(Object.keys(headers).map((name) => [name, headerOf(headers, name)]));
}
