import type { SsoRefusal } from "@/lib/contract/sign-in-settings";
import { AppError } from "@/lib/http/errors";
import { peerOf } from "./peer";
import type { Runtime } from "./runtime";
import type { SignInEnd } from "./single-sign-on";

type Services = Pick<Runtime, "control" | "identity" | "singleSignOn" | "config">;

/** Sends the browser to the issuer; nothing is kept here meanwhile. Throws `AppError`: 404 without one, 503 while it does not answer. */
export async function startIssuerSignIn(services: Services, request: Request): Promise<Response> {
  const asked = new URL(request.url).searchParams.get("next") ?? "/";
  const { location, setCookies } = await issuerOf(services).start(ownPath(asked, services.config.publicUrl));
  return redirect(location, setCookies);
}

/** Takes the browser back from the issuer: to where it wanted to go, or to the sign-in page with the reason why not. Throws `AppError` 429 when attempts from there are used up. */
export async function finishIssuerSignIn(services: Services, request: Request): Promise<Response> {
  const { identity } = services;
  const peer = peerOf(request.headers);
  await identity.limits.countAddress(peer);
  const end = await issuerOf(services).finish(new URL(request.url), request.headers.get("cookie"));
  if (end.kind === "refused") return refuse(services, end.why, peer, end.setCookies);
  const person = await identity.sessionPrincipal(new Headers({ cookie: cookieHeader(end) }));
  if (person === null) return refuse(services, "disabled", peer, []);
  await record(services, `person:${person.email}`, person.email, peer, null);
  await identity.limits.forgiveAddress(peer);
  return redirect(end.location, end.setCookies);
}

async function refuse(services: Services, why: SsoRefusal, peer: string, setCookies: readonly string[]) {
  await record(services, "person:unknown", null, peer, why);
  return redirect(`/sign-in?refused=${why}`, setCookies);
}

function issuerOf({ singleSignOn }: Services) {
  if (singleSignOn === null) throw new AppError("not_found", "No sign-in service is configured; use a password.");
  return singleSignOn;
}

/** A path of this console; anything that leads away is Overview. */
function ownPath(next: string, publicUrl: string): string {
  const url = URL.canParse(next, publicUrl) ? new URL(next, publicUrl) : null;
  const isOwn = url !== null && url.origin === publicUrl && !url.pathname.startsWith("//");
  return isOwn ? url.pathname + url.search : "/";
}

function cookieHeader({ setCookies }: Extract<SignInEnd, { kind: "signed_in" }>): string {
  return setCookies.map((cookie) => cookie.split(";")[0] ?? "").join("; ");
}

async function record(services: Services, object: string, email: string | null, peer: string, why: SsoRefusal | null) {
  await services.control.store.audit.append({
    atMs: services.control.nowMs(),
    actor: email ?? "anonymous",
    actorKind: email === null ? "anonymous" : "person",
    action: why === null ? "session.signed_in" : "session.refused",
    object,
    outcome: why === null ? "done" : "refused",
    before: null,
    after: { address: peer, by: "single_sign_on" },
    reason: why === null ? null : `Single sign-on: ${why.replaceAll("_", " ")}.`,
    traceId: null,
    routeVersion: null,
  });
}

function redirect(location: string, setCookies: readonly string[]): Response {
  const headers = new Headers({ location, "cache-control": "no-store" });
  for (const cookie of setCookies) headers.append("set-cookie", cookie);
  return new Response(null, { status: 302, headers });
}
