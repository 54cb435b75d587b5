import type { RouteHandler } from "@/lib/http/adapt";

export const CONSOLE_ORIGIN = "http://127.0.0.1:3000";

export interface ApiCall {
  readonly body?: unknown;
  readonly cookie?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly params?: Readonly<Record<string, string>>;
}

/** Calls a route handler as Next does, with what a browser on the console's own page would send. */
export async function callApi(
  handler: RouteHandler,
  method: string,
  path: string,
  call: ApiCall = {},
): Promise<Response> {
  const headers = new Headers({ "x-switchyard-peer": "127.0.0.1" });
  if (method !== "GET") headers.set("origin", CONSOLE_ORIGIN);
  if (call.body !== undefined) headers.set("content-type", "application/json");
  if (call.cookie !== undefined) headers.set("cookie", call.cookie);
  for (const [name, value] of Object.entries(call.headers ?? {})) headers.set(name, value);
  const body = call.body === undefined ? null : JSON.stringify(call.body);
  const request = new Request(`${CONSOLE_ORIGIN}${path}`, { method, headers, body });
  return handler(request, { params: Promise.resolve({ ...call.params }) });
}

/** The `cookie` header a browser would send after these answers. */
export function cookieOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0] ?? "")
    .join("; ");
}
