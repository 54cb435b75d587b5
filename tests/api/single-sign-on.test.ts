import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { GET as callback } from "@/app/api/auth/callback/oidc/route";
import { GET as start } from "@/app/api/auth/sso/start/route";
import { GET as sessionHandler } from "@/app/api/session/route";
import { type BootedRuntime, bootForTest } from "../support/booted-runtime";
import { CONSOLE_ORIGIN, callApi, cookieOf } from "../support/call-api";
import { FULL_CONFIG } from "../support/config-fixtures";
import { type OidcIssuer, startOidcIssuer } from "../support/oidc-issuer";
import { auditEntry } from "../support/store-fixtures";

let issuer: OidcIssuer;
let booted: BootedRuntime;

const KNOWN = { sub: "u-1", email: "guest@example.com", email_verified: true, name: "Gus" };

beforeAll(async () => {
  issuer = await startOidcIssuer();
  const settings = `{ issuer: "${issuer.url}", client_id: ${issuer.clientId}, client_secret: ${issuer.clientSecret}, allowed_domains: [example.com], role_claim: { claim: groups, roles: { sre: operator } } }`;
  booted = await bootForTest({}, `${FULL_CONFIG}sign_in: { oidc: ${settings} }\n`);
});
afterAll(async () => {
  await booted.close();
  await issuer.close();
});
beforeEach(() => {
  issuer.mood.claims = KNOWN;
  issuer.mood.forged = {};
  issuer.mood.signsWithUnknownKey = false;
});

/** From the console to the issuer: where the issuer sends the browser back to, and the cookie it carries. */
async function toIssuerAndBack(next = "/audit"): Promise<{ back: URL; cookie: string }> {
  const started = await callApi(start, "GET", `/api/auth/sso/start?next=${encodeURIComponent(next)}`);
  expect(started.status).toBe(302);
  const authorized = await fetch(started.headers.get("location") ?? "", { redirect: "manual" });
  return { back: new URL(authorized.headers.get("location") ?? ""), cookie: cookieOf(started) };
}

/** The browser's way back to the console. */
const comeBack = (back: URL, cookie?: string) =>
  callApi(callback, "GET", back.pathname + back.search, cookie === undefined ? {} : { cookie });

async function signInWithIssuer(next?: string): Promise<Response> {
  const { back, cookie } = await toIssuerAndBack(next);
  expect(back.origin + back.pathname).toBe(`${CONSOLE_ORIGIN}/api/auth/callback/oidc`);
  return comeBack(back, cookie);
}

const principalWith = async (response: Response) => {
  const session = await callApi(sessionHandler, "GET", "/api/session", { cookie: cookieOf(response) });
  return session.status === 200 ? (await session.json()).principal : session.status;
};
const lastAudit = async () => (await booted.runtime.control.store.audit.list({ limit: 1 })).rows[0];

describe("single sign-on", () => {
  it("lets a person in that an admin added, with the roles they have here, and back to where they were going", async () => {
    const response = await signInWithIssuer("/audit?action=cohort.shifted");
    expect([response.status, response.headers.get("location")]).toEqual([302, "/audit?action=cohort.shifted"]);
    expect(await principalWith(response)).toMatchObject({ email: "guest@example.com", roles: ["viewer"] });
    expect(await lastAudit()).toMatchObject({ action: "session.signed_in", actor: "guest@example.com" });
    const [asked] = issuer.asked.slice(-1);
    expect(asked?.get("code_challenge_method")).toBe("S256");
    expect(asked?.get("nonce")).toMatch(/^\S{20,}$/);
    expect(asked?.get("state")).toMatch(/^\S{20,}$/);
  });

  it("refuses somebody nobody added, adds nobody, and has it on record", async () => {
    issuer.mood.claims = { ...KNOWN, sub: "u-2", email: "stranger@example.com" };
    const response = await signInWithIssuer();
    expect(response.headers.get("location")).toBe("/sign-in?refused=unknown_person");
    expect(await principalWith(response)).toBe(401);
    expect(await lastAudit()).toMatchObject({
      action: "session.refused",
      object: "person:unknown",
      outcome: "refused",
    });
    expect(await booted.runtime.identity.isKnown("stranger@example.com")).toBe(false);
  });

  it("adds somebody whose claim is mapped to a role, and only with that role", async () => {
    issuer.mood.claims = { ...KNOWN, sub: "u-3", email: "sre@example.com", groups: ["staff", "sre"], roles: ["admin"] };
    expect(await principalWith(await signInWithIssuer())).toMatchObject({
      email: "sre@example.com",
      roles: ["operator"],
    });
  });

  it.each([
    ["an address the issuer does not vouch for", { email_verified: false }, "email_not_verified"],
    ["an address of another domain", { email: "guest@example.org" }, "domain"],
  ])("refuses %s", async (_what, claims, why) => {
    issuer.mood.claims = { ...KNOWN, ...claims };
    const response = await signInWithIssuer();
    expect(response.headers.get("location")).toBe(`/sign-in?refused=${why}`);
    expect(await principalWith(response)).toBe(401);
  });

  it.each([
    ["for another client", { aud: "another-client" }],
    ["of another issuer", { iss: "https://attacker.example.com" }],
    ["that is over", { exp: 1 }],
    ["of another sign-in", { nonce: "replayed" }],
  ])("refuses an ID token %s", async (_what, forged) => {
    issuer.mood.forged = forged;
    expect((await signInWithIssuer()).headers.get("location")).toBe("/sign-in?refused=interrupted");
  });

  it("refuses an ID token signed by somebody else", async () => {
    issuer.mood.signsWithUnknownKey = true;
    expect((await signInWithIssuer()).headers.get("location")).toBe("/sign-in?refused=interrupted");
  });

  it("refuses an answer in a browser that did not ask, with another state, and a second time", async () => {
    const { back, cookie } = await toIssuerAndBack();
    expect((await comeBack(back)).headers.get("location")).toBe("/sign-in?refused=interrupted");
    const other = new URL(back);
    other.searchParams.set("state", "chosen-by-an-attacker");
    expect((await comeBack(other, cookie)).headers.get("location")).toBe("/sign-in?refused=interrupted");
    expect((await comeBack(back, cookie)).headers.get("location")).toBe("/audit");
    expect((await comeBack(back, cookie)).headers.get("location")).toBe("/sign-in?refused=interrupted");
  });

  it("never leads to another site", async () => {
    for (const next of ["https://attacker.example.com/", "//attacker.example.com", "/\\attacker.example.com"]) {
      expect((await signInWithIssuer(next)).headers.get("location")).toBe("/");
    }
  });

  it("lets nobody in whom an admin disabled", async () => {
    const { people, directory } = booted.runtime.control.store;
    const gus = (await people.list(Date.now())).find(({ email }) => email === "guest@example.com");
    if (gus === undefined) throw new Error("Gus is a person of the fixture");
    const { id, roles } = gus;
    const base = { roles, isDisabled: false };
    const change = { kind: "change_person", id, base, to: { roles, isDisabled: true }, endsSessions: true } as const;
    await directory.change(
      { ...change, removesPassword: false, link: null },
      auditEntry({ action: "person.disabled", object: `person:${gus.email}` }),
    );
    const response = await signInWithIssuer();
    expect(response.headers.get("location")).toBe("/sign-in?refused=disabled");
    expect(await principalWith(response)).toBe(401);
  });

  it("keeps neither the issuer's tokens nor the client secret", () => {
    const bytes = booted.bytesOnDisk();
    for (const secret of ["canary-oidc-access-token-91d2", issuer.clientSecret])
      expect(bytes.includes(secret)).toBe(false);
  });
});
