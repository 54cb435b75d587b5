import { beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Call } from "@/lib/http/adapt";
import { AppError } from "@/lib/http/errors";
import { HttpRig, send } from "../support/http-rig";

let rig: HttpRig;
beforeEach(() => {
  rig = new HttpRig();
});

const Order = z.strictObject({ percent: z.number().min(0).max(100), note: z.string().optional() });

/** A change that answers what it was given and counts how often it ran. */
function shiftHandler(run: (call: Call<"cohort.shift", unknown>) => Promise<void> = async () => undefined) {
  let runs = 0;
  const handler = rig.adapt({
    action: "cohort.shift",
    params: z.object({ alias: z.string() }),
    body: Order,
    output: z.object({ alias: z.string(), percent: z.number(), run: z.number() }),
    run: async ({ params, body }, call) => {
      runs += 1;
      await run(call);
      return { alias: params.alias, percent: body.percent, run: runs, secret: "not in the contract" };
    },
  });
  return { handler, runs: () => runs };
}

const CHANGE = { method: "POST", as: "person:operator", params: { alias: "a" }, body: { percent: 5 } } as const;

describe("a handler made by adapt", () => {
  it("answers the declared shape only, private and not to be stored", async () => {
    const answer = await send(shiftHandler().handler, CHANGE);
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({ alias: "a", percent: 5, run: 1 });
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  });

  it("takes its status from the output when it says so", async () => {
    const handler = rig.adapt({
      action: "canary.read",
      output: z.object({ approval: z.boolean() }),
      status: ({ approval }) => (approval ? 202 : 200),
      run: async () => ({ approval: true }),
    });
    expect((await send(handler, { as: "token:viewer" })).status).toBe(202);
  });

  it("refuses nobody with 401 and a missing role with 403, runs nothing, and records both", async () => {
    const { handler, runs } = shiftHandler();
    expect((await send(handler, { ...CHANGE, as: "" })).status).toBe(401);
    expect((await send(handler, { ...CHANGE, as: "person:viewer" })).status).toBe(403);
    expect(runs()).toBe(0);
    expect(rig.audited).toMatchObject([
      {
        action: "action.refused",
        actorKind: "anonymous",
        outcome: "refused",
        after: { action: "cohort.shift", code: "unauthenticated" },
      },
      {
        action: "action.refused",
        actor: "viewer@example.com",
        object: "POST /api/thing",
        after: { code: "forbidden" },
      },
    ]);
  });

  it("records no row for a refused read or for input that is not an order", async () => {
    const read = rig.adapt({ action: "audit.read", output: z.object({}), run: async () => ({}) });
    expect((await send(read)).status).toBe(401);
    expect((await send(shiftHandler().handler, { ...CHANGE, body: { percent: 500 } })).status).toBe(400);
    expect(rig.audited).toEqual([]);
  });

  it("keeps refusing, and says so, when the row of a refusal cannot be written", async () => {
    rig.auditFailure = new Error("disk full");
    expect((await send(shiftHandler().handler, { ...CHANGE, as: "person:viewer" })).status).toBe(403);
    expect(rig.reported).toEqual([rig.auditFailure]);
  });

  it("caps the rows that callers without a principal can cause, and counts what it left out", async () => {
    const { handler } = shiftHandler();
    for (let n = 0; n < 50; n += 1) await send(handler, { ...CHANGE, as: "" });
    expect(rig.audited).toHaveLength(30);
    rig.nowMs += 60_000;
    await send(handler, { ...CHANGE, as: "" });
    expect(rig.audited.at(-1)).toMatchObject({ after: { anonymous_refusals_left_out: 20 } });
  });

  it.each([
    ["a wrong value", { percent: 140 }, "body.percent: found 140; allowed: at most 100."],
    ["a missing field", {}, "body.percent: found nothing; allowed: a number."],
    ["an unknown field", { percent: 1, ratio: 2 }, "body: found an unknown field; allowed: one of percent, note."],
    ["no object at all", [], "body: found a list of 0; allowed: a mapping."],
  ])("answers 400 with path, found and allowed for %s", async (_name, body, message) => {
    const answer = await send(shiftHandler().handler, { ...CHANGE, body });
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({ error: { code: "bad_request", message } });
  });

  it("does not repeat a password or token that was sent in the wrong shape", async () => {
    const handler = rig.adapt({
      action: "session.open",
      body: z.object({ password: z.string().max(8) }),
      output: z.object({}),
      run: async () => ({}),
    });
    const answer = await send(handler, { method: "POST", body: { password: "far too long a secret" } });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.json)).not.toContain("secret");
  });

  it.each([
    ["text/plain", 415],
    ["application/x-www-form-urlencoded", 415],
    ["multipart/form-data; boundary=x", 415],
    ["application/json; charset=utf-16", 415],
    ["application/json; charset=utf-8", 200],
    ["", 415],
  ])("takes a body as %s with %i", async (type, status) => {
    const answer = await send(shiftHandler().handler, {
      ...CHANGE,
      body: '{"percent":1}',
      headers: { "content-type": type },
    });
    expect(answer.status).toBe(status);
  });

  it("refuses a compressed body, a large one, broken JSON and broken UTF-8", async () => {
    const { handler, runs } = shiftHandler();
    const status = async (body: string, headers: Record<string, string> = {}) =>
      (await send(handler, { ...CHANGE, body, headers })).status;
    expect(await status('{"percent":1}', { "content-encoding": "gzip" })).toBe(415);
    expect(await status(`{"percent":1,"note":"${"x".repeat(300_000)}"}`)).toBe(413);
    expect(await status('{"percent":')).toBe(400);
    const bytes = new Request("http://127.0.0.1:3000/api/thing", {
      method: "POST",
      headers: {
        "content-type": "application/json",
        origin: "http://127.0.0.1:3000",
        "x-test-principal": "person:operator",
      },
      body: new Uint8Array([0x22, 0xff, 0x22]),
    });
    expect((await handler(bytes, { params: Promise.resolve({ alias: "a" }) })).status).toBe(400);
    expect(runs()).toBe(0);
  });

  it("takes an order without required fields with no body at all", async () => {
    const handler = rig.adapt({
      action: "alias.roll_back",
      body: z.object({ reason: z.string().optional() }),
      output: z.object({ done: z.boolean() }),
      run: async () => ({ done: true }),
    });
    expect((await send(handler, { method: "POST", as: "person:approver" })).status).toBe(200);
  });

  it("refuses a query that gives a name twice, because two readers could take different values", async () => {
    const handler = rig.adapt({
      action: "traffic.read",
      query: z.object({ window: z.string() }),
      output: z.object({}),
      run: async () => ({}),
    });
    expect((await send(handler, { as: "person:viewer", path: "/api/thing?window=1h" })).status).toBe(200);
    expect((await send(handler, { as: "person:viewer", path: "/api/thing?window=1h&window=7d" })).status).toBe(400);
  });

  it.each([
    ["12", 12],
    ['"12"', 12],
    ['W/"12"', 12],
  ])("reads If-Match %s as a version number", async (header, version) => {
    let seen: number | null = null;
    const { handler } = shiftHandler(async (call) => {
      seen = call.ifMatch;
    });
    await send(handler, { ...CHANGE, headers: { "if-match": header } });
    expect(seen).toBe(version);
  });

  it("refuses an If-Match that is not a version", async () => {
    expect((await send(shiftHandler().handler, { ...CHANGE, headers: { "if-match": "*" } })).status).toBe(400);
  });

  it("maps a refusal of the verb to its status, code and details, and records it once", async () => {
    const conflict = new AppError("version_conflict", "Somebody was first.", { details: { active_version: 7 } });
    const { handler } = shiftHandler(async () => {
      throw conflict;
    });
    const answer = await send(handler, CHANGE);
    expect(answer.status).toBe(412);
    expect(answer.json).toEqual({
      error: { code: "version_conflict", message: "Somebody was first.", details: { active_version: 7 } },
    });
    expect(rig.audited).toHaveLength(1);
    const recorded = shiftHandler(async () => {
      throw new AppError("conflict", "x", { isAudited: true });
    });
    expect((await send(recorded.handler, CHANGE)).status).toBe(409);
    expect(rig.audited).toHaveLength(1);
  });

  it("never lets the text of an unplanned error out, and reports it", async () => {
    const failure = new Error("SQLITE_ERROR near key sk-canary at /var/lib/db");
    const { handler } = shiftHandler(async () => {
      throw failure;
    });
    const answer = await send(handler, CHANGE);
    expect(answer.status).toBe(500);
    expect(answer.json).toEqual({
      error: { code: "internal", message: "Something failed on the server; its log says what." },
    });
    expect(rig.reported).toEqual([failure]);
  });

  it("reports an output that breaks its own contract instead of sending it", async () => {
    const output = z.object({ count: z.number().max(1) });
    const handler = rig.adapt({ action: "canary.read", output, run: async () => ({ count: 2 }) });
    expect((await send(handler, { as: "person:viewer" })).status).toBe(500);
    expect(rig.reported).toHaveLength(1);
  });

  it("says how long to wait when it knows", async () => {
    const { handler } = shiftHandler(async () => {
      throw new AppError("rate_limited", "Later.", { retryAfterSeconds: 2.4 });
    });
    expect((await send(handler, CHANGE)).headers.get("retry-after")).toBe("3");
  });
});

describe("a change on behalf of a signed-in browser", () => {
  const cases: readonly (readonly [string, Record<string, string>, number])[] = [
    ["from the console", {}, 200],
    ["with fetch metadata of the console", { "sec-fetch-site": "same-origin" }, 200],
    ["from another origin", { origin: "https://evil.example" }, 403],
    ["from a sandboxed page", { origin: "null" }, 403],
    ["without an origin", { origin: "" }, 403],
    ["from another port of this host", { origin: "http://127.0.0.1:3001" }, 403],
    ["marked cross-site by the browser", { "sec-fetch-site": "cross-site" }, 403],
    ["from a sibling domain", { "sec-fetch-site": "same-site" }, 403],
    ["typed into the address bar", { "sec-fetch-site": "none" }, 403],
  ];

  it.each(cases)("%s", async (_name, headers, status) => {
    const { handler, runs } = shiftHandler();
    expect((await send(handler, { ...CHANGE, headers })).status).toBe(status);
    expect(runs()).toBe(status === 200 ? 1 : 0);
    expect(rig.audited).toHaveLength(status === 200 ? 0 : 1);
  });

  it("is not asked of access tokens, which no browser attaches by itself", async () => {
    const { handler } = shiftHandler();
    expect((await send(handler, { ...CHANGE, as: "token:operator", headers: { origin: "" } })).status).toBe(200);
  });

  it("is asked of signing in as soon as a browser is behind it", async () => {
    const handler = rig.adapt({ action: "session.open", output: z.object({}), run: async () => ({}) });
    const status = async (headers: Record<string, string>) =>
      (await send(handler, { method: "POST", body: {}, headers })).status;
    expect(await status({})).toBe(200);
    expect(await status({ origin: "" })).toBe(200);
    expect(await status({ origin: "https://evil.example" })).toBe(403);
    expect(await status({ origin: "", "sec-fetch-site": "cross-site" })).toBe(403);
  });

  it("ignores headers that pretend another method or an inner request", async () => {
    const { handler, runs } = shiftHandler();
    const forged = {
      "x-http-method-override": "POST",
      "x-middleware-subrequest": "middleware:middleware",
      "x-forwarded-user": "admin",
    };
    expect((await send(handler, { params: { alias: "a" }, headers: forged })).status).toBe(401);
    expect(runs()).toBe(0);
  });
});

describe("Idempotency-Key", () => {
  const keyed = (key: string, body: unknown = { percent: 5 }, as = "person:operator") =>
    ({ ...CHANGE, as, body, headers: { "idempotency-key": key } }) as const;

  it("gives the first answer again, also to copies that arrive meanwhile", async () => {
    const { handler, runs } = shiftHandler(() => new Promise((resolve) => setImmediate(resolve)));
    const answers = await Promise.all(Array.from({ length: 50 }, () => send(handler, keyed("k1"))));
    expect(new Set(answers.map(({ json }) => JSON.stringify(json)))).toEqual(
      new Set(['{"alias":"a","percent":5,"run":1}']),
    );
    expect((await send(handler, keyed("k1"))).json).toMatchObject({ run: 1 });
    expect(runs()).toBe(1);
  });

  it("refuses the same key with another body", async () => {
    const { handler, runs } = shiftHandler();
    await send(handler, keyed("k1"));
    expect((await send(handler, keyed("k1", { percent: 6 }))).status).toBe(409);
    expect(runs()).toBe(1);
  });

  it("belongs to one principal and ends after 24 hours", async () => {
    const { handler, runs } = shiftHandler();
    await send(handler, keyed("k1"));
    await send(handler, keyed("k1", { percent: 5 }, "token:operator"));
    expect(runs()).toBe(2);
    rig.nowMs += 24 * 60 * 60 * 1_000;
    rig.keptAnswers.clear();
    await send(handler, keyed("k1"));
    expect(runs()).toBe(3);
  });

  it("does not keep a failure: the order may be sent again", async () => {
    let isBroken = true;
    const { handler } = shiftHandler(async () => {
      if (isBroken) throw new Error("broken");
    });
    expect((await send(handler, keyed("k1"))).status).toBe(500);
    isBroken = false;
    expect((await send(handler, keyed("k1"))).status).toBe(200);
  });

  it("is never looked at before the caller is allowed in", async () => {
    const { handler } = shiftHandler();
    await send(handler, keyed("k1"));
    expect((await send(handler, keyed("k1", { percent: 5 }, "person:viewer"))).status).toBe(403);
  });
});
