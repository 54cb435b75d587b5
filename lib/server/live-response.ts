import { createHash } from "node:crypto";
import type { Principal } from "@/lib/contract/session";
import { openLiveStream } from "@/lib/control/open-live-stream";
import { authorize } from "@/lib/http/authorize";
import type { Runtime } from "./runtime";

/** `no-transform` also keeps Next from compressing, and so from holding events back. */
const STREAM_HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-cache, no-transform",
  "x-accel-buffering": "no",
  "x-content-type-options": "nosniff",
} as const;

/** One tab's event stream; it ends with the caller, the session or the permission. Throws `ControlRefusal` 429. */
export async function liveResponse(request: Request, principal: Principal, runtime: Runtime): Promise<Response> {
  const stream = await openLiveStream(runtime.control, {
    session: streamOwner(request, principal),
    lastEventId: lastEventIdOf(request),
    isStillAllowed: async () => authorize(await runtime.principalFor(request.headers), "live.read").allowed,
    signal: request.signal,
  });
  return new Response(stream, { headers: STREAM_HEADERS });
}

/** Tabs of one sign-in share its credential; only its hash is kept as a name. */
function streamOwner(request: Request, principal: Principal): string {
  const credential = request.headers.get("authorization") ?? request.headers.get("cookie") ?? "";
  return `${principal.id} ${createHash("sha256").update(credential).digest("base64url")}`;
}

/** Anything but a number of ours is a new tab, not an error: browsers send back what they were given. */
function lastEventIdOf(request: Request): number | null {
  const header = request.headers.get("last-event-id");
  return header !== null && /^\d{1,15}$/.test(header) ? Number(header) : null;
}
