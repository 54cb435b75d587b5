import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { POST as signInHandler } from "@/app/api/auth/sign-in/route";
import { POST as signOutHandler } from "@/app/api/auth/sign-out/route";
import { GET as sessionHandler } from "@/app/api/session/route";
import { SessionView } from "@/lib/contract/session";
import { type BootedRuntime, bootForTest, MASTER_SECRET } from "../support/booted-runtime";
import { callApi, cookieOf } from "../support/call-api";
import { CANARY_SECRETS } from "../support/config-fixtures";

const OPERATOR = { email: "operator@example.com", password: CANARY_SECRETS.OPERATOR_PASSWORD ?? "" };

const signIn = (body: object = OPERATOR, headers: Record<string, string> = {}) =>
  callApi(signInHandler, "POST", "/api/auth/sign-in", { body, headers });
const session = (cookie: string, headers: Record<string, string> = {}) =>
  callApi(sessionHandler, "GET", "/api/session", { cookie, headers });

let booted: BootedRuntime;
beforeAll(async () => {
  booted = await bootForTest();
});
afterAll(() => booted.close());

describe("signing in", () => {
  it("opens a session that says who one is, in a cookie no script can read", async () => {
    const response = await signIn();
    expect(response.status).toBe(200);
    const view = SessionView.parse(await response.json());
    expect(view).toMatchObject({ environment: "test", active_version: 1, public_url: "http://127.0.0.1:3000" });
    expect(view.principal).toMatchObject({
      kind: "person",
      name: "Omar",
      email: "operator@example.com",
      roles: ["operator"],
    });
    const [cookie, ...others] = response.headers.getSetCookie();
    expect(others).toEqual([]);
    expect(cookie).toMatch(/^switchyard_session=.*Path=\/.*HttpOnly.*SameSite=Lax/i);
    expect(cookie).not.toMatch(/Secure|Domain/i);
    expect(SessionView.parse(await (await session(cookieOf(response))).json())).toEqual(view);
  });

  it("takes the address in any spelling of case", async () => {
    expect((await signIn({ ...OPERATOR, email: "Operator@Example.com" })).status).toBe(200);
  });

  it("answers an unknown person, a wrong password and a person without a password alike", async () => {
    const answers = [];
    for (const [email, password] of [
      ["nobody@example.com", "some password"],
      ["operator@example.com", "some password"],
      ["guest@example.com", "some password"],
      ["guest@example.com", "null"],
    ]) {
      const response = await signIn({ email, password });
      expect(response.headers.getSetCookie()).toEqual([]);
      answers.push([response.status, await response.text(), [...response.headers]]);
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.[0]).toBe(401);
  });

  it("takes about as long for an unknown person as for a wrong password", async () => {
    const timed = async (email: string) => {
      const started = performance.now();
      await signIn({ email, password: "some password" });
      return performance.now() - started;
    };
    await timed("warm-up@example.com");
    const unknown = [await timed("x1@example.com"), await timed("x2@example.com"), await timed("x3@example.com")];
    const known = [
      await timed("operator@example.com"),
      await timed("viewer@example.com"),
      await timed("admin@example.com"),
    ];
    // Both hash once (tens of milliseconds); an answer without hashing would take about one.
    expect(Math.min(...unknown)).toBeGreaterThan(Math.min(...known) / 3);
    expect(Math.min(...known)).toBeGreaterThan(Math.min(...unknown) / 3);
  });

  it("records who signed in, and refused attempts without what was typed", async () => {
    const { runtime } = booted;
    await signIn();
    await signIn({ ...OPERATOR, password: "wrong-canary-password" });
    await signIn({ email: "my.password@instead.of", password: "x" });
    const { rows } = await runtime.control.store.audit.list({ limit: 3 });
    expect(rows.map(({ action, actor, object, outcome }) => [action, actor, object, outcome])).toEqual([
      ["session.refused", "anonymous", "person:unknown", "refused"],
      ["session.refused", "anonymous", "person:operator@example.com", "refused"],
      ["session.signed_in", "operator@example.com", "person:operator@example.com", "done"],
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/canary|my\.password/);
  });

  it("starts a new session each time and ends the one the browser had", async () => {
    const first = cookieOf(await signIn());
    const second = cookieOf(await signIn(OPERATOR, { cookie: first }));
    expect(second).not.toBe(first);
    expect((await session(first)).status).toBe(401);
    expect((await session(second)).status).toBe(200);
  });

  it("does not accept a session id somebody else chose", async () => {
    const planted = "switchyard_session=planted-token.planted-signature";
    const own = cookieOf(await signIn(OPERATOR, { cookie: planted }));
    expect(own).not.toContain("planted");
    expect((await session(planted)).status).toBe(401);
  });

  it("gives a foreign page nothing to sign in with", async () => {
    expect((await signIn(OPERATOR, { origin: "https://evil.example" })).status).toBe(403);
    expect((await signIn(OPERATOR, { origin: "null" })).status).toBe(403);
    expect((await signIn(OPERATOR, { "content-type": "text/plain" })).status).toBe(415);
  });

  it("wants an address and a password", async () => {
    expect((await signIn({ email: "not an address", password: "x" })).status).toBe(400);
    expect((await signIn({ email: "operator@example.com" })).status).toBe(400);
    expect((await signIn({ ...OPERATOR, password: "x".repeat(300) })).status).toBe(400);
  });
});

describe("guessing passwords", () => {
  const guess = (email: string, peer: string, password = "guess") =>
    signIn({ email, password }, { "x-switchyard-peer": peer });

  it("is stopped for one person from one place, with the time to wait, and the right password does not help", async () => {
    for (let n = 0; n < 5; n += 1) expect((await guess("operator@example.com", "203.0.113.11")).status).toBe(401);
    const refused = await guess("operator@example.com", "203.0.113.11", OPERATOR.password);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(200);
    expect((await guess("operator@example.com", "198.51.100.1", OPERATOR.password)).status).toBe(200);
  });

  it("is stopped alike for people who do not exist", async () => {
    for (let n = 0; n < 5; n += 1) await guess("nobody@example.com", "203.0.113.12");
    expect((await guess("nobody@example.com", "203.0.113.12")).status).toBe(429);
  });

  it("counts an IPv6 /64 as one place and believes no forwarding header", async () => {
    const statuses = [];
    for (let n = 1; n <= 6; n += 1) {
      const headers = {
        "x-switchyard-peer": `2001:db8::${n}`,
        "x-forwarded-for": `192.0.2.${n}`,
        forwarded: `for=192.0.2.${n}`,
      };
      statuses.push((await signIn({ email: "operator@example.com", password: "guess" }, headers)).status);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  });

  it("counts guesses sent at once before any of them is checked", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => guess("operator@example.com", "203.0.113.14")));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(15);
  });

  it("leaves one row for a spent limit, not one for every further guess", async () => {
    const { runtime } = booted;
    for (let n = 0; n < 12; n += 1) await guess("operator@example.com", "203.0.113.15");
    const { rows } = await runtime.control.store.audit.list({ limit: 50, action: "session.refused" });
    const own = rows.filter(({ after }) => JSON.stringify(after).includes("203.0.113.15"));
    expect(own.map(({ reason }) => reason)).toEqual([
      "Too many attempts.",
      ...Array(5).fill("Wrong e-mail address or password."),
    ]);
  });

  it("a right password in between starts the count again", async () => {
    for (let n = 0; n < 4; n += 1) await guess("operator@example.com", "203.0.113.16");
    expect((await guess("operator@example.com", "203.0.113.16", OPERATOR.password)).status).toBe(200);
    for (let n = 0; n < 4; n += 1) expect((await guess("operator@example.com", "203.0.113.16")).status).toBe(401);
  });
});

describe("a session", () => {
  it("ends at sign-out, in the database and in the browser", async () => {
    const { runtime } = booted;
    const cookie = cookieOf(await signIn());
    const response = await callApi(signOutHandler, "POST", "/api/auth/sign-out", { cookie });
    expect(await response.json()).toEqual({ signed_out: true });
    expect(response.headers.getSetCookie().join()).toMatch(/switchyard_session=;.*Max-Age=0/i);
    expect((await session(cookie)).status).toBe(401);
    const { rows } = await runtime.control.store.audit.list({ limit: 1 });
    expect(rows[0]).toMatchObject({ action: "session.signed_out", actor: "operator@example.com" });
  });

  it("is not ended by a foreign page", async () => {
    const cookie = cookieOf(await signIn());
    const headers = { origin: "https://evil.example" };
    expect((await callApi(signOutHandler, "POST", "/api/auth/sign-out", { cookie, headers })).status).toBe(403);
    expect((await session(cookie)).status).toBe(200);
  });

  it("does not open with a changed cookie, nor with what the database holds", async () => {
    const { runtime, bytesOnDisk } = booted;
    const cookie = cookieOf(await signIn());
    const token = decodeURIComponent(cookie.split("=")[1] ?? "").split(".")[0] ?? "";
    expect(token.length).toBeGreaterThanOrEqual(32);
    expect((await session(`${cookie.slice(0, -4)}AAAA`)).status).toBe(401);
    expect((await session(`switchyard_session=${token}`)).status).toBe(401);
    await runtime.control.store.audit.verify();
    expect(bytesOnDisk()).not.toContain(token);
  });

  it("is not opened by forwarding or framework headers, and an access token comes before a cookie", async () => {
    const forged = {
      "x-forwarded-user": "admin@example.com",
      "x-middleware-subrequest": "proxy:proxy",
      "x-switchyard-peer": "127.0.0.1",
    };
    expect((await session("", forged)).status).toBe(401);
    const cookie = cookieOf(await signIn());
    const withToken = await session(cookie, { authorization: `Bearer ${CANARY_SECRETS.OPS_BOT_TOKEN}` });
    expect(await withToken.json()).toMatchObject({ principal: { kind: "token", id: "ops-bot", roles: ["operator"] } });
    expect((await session(cookie, { authorization: "Bearer not-a-token" })).status).toBe(401);
    expect((await session(cookie, { authorization: "Basic b3BlcmF0b3I6eA==" })).status).toBe(401);
  });

  it("leaves no secret on disk: passwords, tokens, keys and the master secret", async () => {
    const { bytesOnDisk } = booted;
    await signIn();
    await signIn({ ...OPERATOR, password: "canary-wrong-password" });
    const bytes = bytesOnDisk();
    for (const secret of [...Object.values(CANARY_SECRETS), MASTER_SECRET, "canary-wrong-password"]) {
      expect(bytes.includes(secret), secret).toBe(false);
    }
    expect(bytes).toContain("operator@example.com");
  });
});

describe("behind TLS", () => {
  beforeAll(async () => {
    await booted.close();
    booted = await bootForTest({ SWITCHYARD_PUBLIC_URL: "https://switchyard.example.com" });
  });

  it("uses a __Host- cookie that only travels over TLS when the console is reached by https", async () => {
    const response = await signIn(OPERATOR, { origin: "https://switchyard.example.com" });
    expect(response.status).toBe(200);
    const cookie = response.headers.getSetCookie()[0] ?? "";
    expect(cookie).toMatch(/^__Host-switchyard_session=/);
    expect(cookie).toMatch(/; Secure/i);
    expect(cookie).toMatch(/; Path=\/(;|$)/i);
    expect(cookie).not.toMatch(/Domain/i);
    expect((await session(cookieOf(response))).status).toBe(200);
  });
});
