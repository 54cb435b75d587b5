import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { POST as setPasswordHandler } from "@/app/api/auth/set-password/route";
import { POST as signInHandler } from "@/app/api/auth/sign-in/route";
import { POST as limitsHandler } from "@/app/api/clients/[client]/limits/route";
import { POST as revokeClientHandler } from "@/app/api/clients/[client]/revoke/route";
import { POST as rotateClientHandler } from "@/app/api/clients/[client]/rotate/route";
import { GET as clientsHandler, POST as createClientHandler } from "@/app/api/clients/route";
import { POST as disableHandler } from "@/app/api/people/[person]/disable/route";
import { POST as enableHandler } from "@/app/api/people/[person]/enable/route";
import { POST as resetHandler } from "@/app/api/people/[person]/reset-password/route";
import { POST as rolesHandler } from "@/app/api/people/[person]/roles/route";
import { POST as addHandler, GET as peopleHandler } from "@/app/api/people/route";
import { POST as keyHandler } from "@/app/api/providers/[provider]/key/route";
import { GET as providersHandler } from "@/app/api/providers/route";
import { GET as sessionHandler } from "@/app/api/session/route";
import { POST as revokeTokenHandler } from "@/app/api/tokens/[token]/revoke/route";
import { POST as rotateTokenHandler } from "@/app/api/tokens/[token]/rotate/route";
import { POST as createTokenHandler } from "@/app/api/tokens/route";
import { GET as modelsHandler } from "@/app/v1/models/route";
import type { PersonView } from "@/lib/contract/directory";
import type { RouteHandler } from "@/lib/http/adapt";
import { type BootedRuntime, bootForTest } from "../support/booted-runtime";
import { callApi, cookieOf } from "../support/call-api";
import { CANARY_SECRETS } from "../support/config-fixtures";

let booted: BootedRuntime;
let admin: string;
/** Orders that were done and handed out nothing. */
let quietOrders = 0;
/** Everything handed out once; none of it may be found on disk afterwards. */
const handedOut: string[] = [];

beforeAll(async () => {
  booted = await bootForTest();
  admin = await signIn("admin@example.com", CANARY_SECRETS.ADMIN_PASSWORD ?? "");
});
afterAll(() => booted.close());

async function signIn(email: string, password: string): Promise<string> {
  const response = await callApi(signInHandler, "POST", "/api/auth/sign-in", { body: { email, password } });
  expect(response.status).toBe(200);
  return cookieOf(response);
}

/** Sends an order as the admin. `params` fill the path. */
async function order(handler: RouteHandler, body: object, params: Record<string, string> = {}) {
  const headers = { "idempotency-key": randomUUID() };
  const response = await callApi(handler, "POST", "/api/order", { body, params, cookie: admin, headers });
  const json = await response.json();
  if (response.ok && !json.secret && !json.password_link) quietOrders += 1;
  for (const secret of [json.secret, json.password_link?.url.split("#")[1]]) if (secret) handedOut.push(secret);
  return { status: response.status, json };
}

const statusWithToken = async (token: string) =>
  (await callApi(sessionHandler, "GET", "/api/session", { headers: { authorization: `Bearer ${token}` } })).status;
const statusWithCookie = async (cookie: string) =>
  (await callApi(sessionHandler, "GET", "/api/session", { cookie })).status;

async function statusWithKey(key: string): Promise<number> {
  const headers = { authorization: `Bearer ${key}` };
  const response = await modelsHandler(new Request("http://127.0.0.1:3000/v1/models", { headers }));
  await response.body?.cancel();
  return response.status;
}

async function person(email: string): Promise<PersonView> {
  const response = await callApi(peopleHandler, "GET", "/api/people", { cookie: admin });
  const found = (await response.json()).people.find((one: PersonView) => one.email === email);
  if (found === undefined) throw new Error(`${email} is not listed`);
  return found;
}

async function lastAudit() {
  return (await booted.runtime.control.store.audit.list({ limit: 1 })).rows[0];
}

describe("people", () => {
  it("are added without a password and choose one with a link that works once", async () => {
    const added = await order(addHandler, { email: "Lee@example.com", name: "Lee", roles: ["operator"] });
    expect(added.json.person).toMatchObject({ email: "lee@example.com", roles: ["operator"], signs_in_with: [] });
    expect(await lastAudit()).toMatchObject({ action: "person.created", object: "person:lee@example.com" });
    const [, token = ""] = added.json.password_link.url.split("#");
    const choose = (password: string) =>
      callApi(setPasswordHandler, "POST", "/api/auth/set-password", { body: { token, password } });
    expect((await choose("short")).status).toBe(400);
    expect((await choose("canary-lee-password-1")).status).toBe(200);
    expect((await choose("canary-lee-password-2")).status).toBe(401);
    expect(await statusWithCookie(await signIn("lee@example.com", "canary-lee-password-1"))).toBe(200);
    expect(await person("lee@example.com")).toMatchObject({
      signs_in_with: ["password"],
      link_until: null,
      sessions: 1,
    });
  });

  it("cannot be added twice, and the refusal is on record", async () => {
    const again = await order(addHandler, { email: "lee@example.com", name: "Lee", roles: ["viewer"] });
    expect([again.status, again.json.error.message]).toEqual([
      409,
      expect.stringContaining("is a person here already"),
    ]);
    expect(await lastAudit()).toMatchObject({ action: "action.refused", object: "person:lee@example.com" });
  });

  it("lose their sessions with a role, and have the new one at the next sign-in", async () => {
    const { id } = await person("operator@example.com");
    const cookie = await signIn("operator@example.com", CANARY_SECRETS.OPERATOR_PASSWORD ?? "");
    const changed = await order(rolesHandler, { roles: ["viewer"], reason: "moved on" }, { person: id });
    expect(changed.json.person).toMatchObject({ roles: ["viewer"], sessions: 0 });
    expect(await statusWithCookie(cookie)).toBe(401);
    expect(await lastAudit()).toMatchObject({
      action: "person.roles_changed",
      before: { roles: ["operator"] },
      after: { roles: ["viewer"] },
      reason: "moved on",
    });
  });

  it("are out at once when disabled, and back when enabled", async () => {
    const { id } = await person("viewer@example.com");
    const cookie = await signIn("viewer@example.com", CANARY_SECRETS.VIEWER_PASSWORD ?? "");
    expect((await order(disableHandler, {}, { person: id })).json.person.disabled).toBe(true);
    expect(await statusWithCookie(cookie)).toBe(401);
    expect((await order(disableHandler, {}, { person: id })).status).toBe(409);
    expect((await order(enableHandler, {}, { person: id })).json.person.disabled).toBe(false);
    expect(await statusWithCookie(await signIn("viewer@example.com", CANARY_SECRETS.VIEWER_PASSWORD ?? ""))).toBe(200);
  });

  it("cannot use an old password once it was reset", async () => {
    const { id } = await person("approver@example.com");
    const reset = await order(resetHandler, {}, { person: id });
    expect(reset.json.password_link.url).toMatch(/^http:\/\/127\.0\.0\.1:3000\/sign-in\/set-password#swp_/);
    const body = { email: "approver@example.com", password: CANARY_SECRETS.APPROVER_PASSWORD };
    expect((await callApi(signInHandler, "POST", "/api/auth/sign-in", { body })).status).toBe(401);
  });

  it("keep one admin who can sign in, also when two demote each other at once", async () => {
    const ada = await person("admin@example.com");
    // Gus has the role but no password: he would be no help.
    const gus = await person("guest@example.com");
    await order(rolesHandler, { roles: ["admin"] }, { person: gus.id });
    const alone = await order(rolesHandler, { roles: ["viewer"] }, { person: ada.id });
    expect([alone.status, alone.json.error.message]).toEqual([409, expect.stringContaining("Nobody who can sign in")]);
    expect(await lastAudit()).toMatchObject({ outcome: "refused", object: "person:admin@example.com" });

    const lee = await person("lee@example.com");
    await order(rolesHandler, { roles: ["admin"] }, { person: lee.id });
    const leesCookie = await signIn("lee@example.com", "canary-lee-password-1");
    const demote = (id: string, cookie: string) =>
      callApi(rolesHandler, "POST", "/api/order", { body: { roles: ["viewer"] }, params: { person: id }, cookie });
    // Both are let through the door before either is done: the later one would be no admin any more.
    const { directory } = booted.runtime.control.store;
    const change = directory.change.bind(directory);
    let openDoor = (): void => {};
    const bothAreIn = new Promise<void>((resolve) => {
      openDoor = resolve;
    });
    const held = vi.spyOn(directory, "change").mockImplementation(async (...asked) => {
      if (held.mock.calls.length === 2) openDoor();
      await bothAreIn;
      return change(...asked);
    });
    const statuses = (await Promise.all([demote(lee.id, admin), demote(ada.id, leesCookie)])).map(
      ({ status }) => status,
    );
    held.mockRestore();
    expect(statuses.toSorted()).toEqual([200, 409]);
    const admins = (await booted.runtime.control.store.people.list(Date.now())).filter(
      ({ roles, signsInWith }) => roles.includes("admin") && signsInWith.length > 0,
    );
    expect(admins).toHaveLength(1);
    admin = statuses[0] === 200 ? admin : leesCookie;
  });
});

describe("access tokens", () => {
  it("are handed out once, end with a rotation or a revocation, and never come back", async () => {
    const created = await order(createTokenHandler, { id: "nightly", roles: ["operator"] });
    expect(await statusWithToken(created.json.secret)).toBe(200);
    const rotated = await order(rotateTokenHandler, {}, { token: "nightly" });
    expect(await statusWithToken(created.json.secret)).toBe(401);
    expect(await statusWithToken(rotated.json.secret)).toBe(200);
    const revoked = await order(revokeTokenHandler, { reason: "not used any more" }, { token: "nightly" });
    expect(revoked.json).toMatchObject({ secret: null, token: { revoked_at: expect.any(String) } });
    expect(await statusWithToken(rotated.json.secret)).toBe(401);
    expect((await order(rotateTokenHandler, {}, { token: "nightly" })).status).toBe(409);
    expect((await order(createTokenHandler, { id: "nightly", roles: ["viewer"] })).status).toBe(409);
    expect((await order(rotateTokenHandler, {}, { token: "nobody" })).status).toBe(404);
  });
});

describe("client keys", () => {
  it("are taken, rotated and refused by the gateway's next request", async () => {
    const created = await order(createClientHandler, { id: "batch", tenant: "acme", requests_per_minute: 60 });
    const { secret } = created.json;
    expect(await statusWithKey(secret)).toBe(200);
    const rotated = await order(rotateClientHandler, { overlap_minutes: 30 }, { client: "batch" });
    expect(rotated.json.client.previous_key_until).not.toBeNull();
    expect([await statusWithKey(secret), await statusWithKey(rotated.json.secret)]).toEqual([200, 200]);
    const again = await order(rotateClientHandler, {}, { client: "batch" });
    expect(await Promise.all([secret, rotated.json.secret, again.json.secret].map(statusWithKey))).toEqual([
      401, 401, 200,
    ]);
    await order(revokeClientHandler, {}, { client: "batch" });
    expect(await statusWithKey(again.json.secret)).toBe(401);
    expect(await lastAudit()).toMatchObject({ action: "client.revoked", object: "client:batch" });
  });

  it("take new limits, with what they were on record", async () => {
    const limits = { tenant: "acme", requests_per_minute: 10, concurrent: null };
    expect((await order(limitsHandler, limits, { client: "web-app" })).json.client).toMatchObject(limits);
    expect(await lastAudit()).toMatchObject({
      action: "client.changed",
      before: { requests_per_minute: 600, concurrent: 20 },
      after: { requests_per_minute: 10, concurrent: null },
    });
    const list = await (await callApi(clientsHandler, "GET", "/api/clients", { cookie: admin })).text();
    expect(list).not.toMatch(/hash/i);
  });
});

describe("provider keys", () => {
  it("are replaced for the host the admin saw, and never read back", async () => {
    const key = "canary-new-provider-key-77c1";
    handedOut.push(key);
    const elsewhere = await order(keyHandler, { key, host: "attacker.example.com" }, { provider: "openai" });
    expect(elsewhere.status).toBe(409);
    const replaced = await order(keyHandler, { key, host: "api.openai.com" }, { provider: "openai" });
    const response = await callApi(providersHandler, "GET", "/api/providers", { cookie: admin });
    const listed = await response.text();
    expect(JSON.parse(listed).providers[0]).toMatchObject({ id: "openai", key: "set", last_four: "77c1" });
    expect(listed + JSON.stringify(replaced.json)).not.toContain(key);
    expect(booted.runtime.providerKeys.control.active().version).toBe(1);
    expect((await order(keyHandler, { key, host: "api.openai.com" }, { provider: "nobody" })).status).toBe(404);
  });
});

describe("everything handed out", () => {
  it("is nowhere on disk, and the audit chain is whole", async () => {
    const bytes = booted.bytesOnDisk();
    expect(handedOut.length).toBeGreaterThan(6);
    for (const secret of handedOut) expect(bytes.includes(secret)).toBe(false);
    // Not even sealed: answers that hand out a secret are not among those kept for a repeated order.
    const kept = await booted.runtime.control.store.control.records({ kind: "idempotent_answer", limit: 100 });
    expect(kept).toHaveLength(quietOrders);
    expect((await booted.runtime.control.store.audit.verify()).brokenAt).toBeNull();
  });
});
