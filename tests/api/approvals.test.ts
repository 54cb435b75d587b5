import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { POST as rollbackHandler } from "@/app/api/aliases/[alias]/rollback/route";
import { POST as shiftHandler } from "@/app/api/aliases/[alias]/shift/route";
import { POST as approveHandler } from "@/app/api/approvals/[id]/approve/route";
import { GET as approvalHandler } from "@/app/api/approvals/[id]/route";
import { POST as signInHandler } from "@/app/api/auth/sign-in/route";
import { POST as rolesHandler } from "@/app/api/people/[person]/roles/route";
import { GET as peopleHandler } from "@/app/api/people/route";
import { POST as checkHandler } from "@/app/api/route-map/check/route";
import { GET as exportHandler } from "@/app/api/route-map/export/route";
import { POST as activateHandler } from "@/app/api/route-map/versions/[version]/activate/route";
import { POST as draftHandler } from "@/app/api/route-map/versions/route";
import { POST as createTokenHandler } from "@/app/api/tokens/route";
import type { PersonView } from "@/lib/contract/directory";
import type { RouteHandler } from "@/lib/http/adapt";
import { type BootedRuntime, bootForTest } from "../support/booted-runtime";
import { type ApiCall, callApi, cookieOf } from "../support/call-api";
import { CANARY_SECRETS, FULL_CONFIG } from "../support/config-fixtures";
import { exerciseRollback } from "../support/exercise-rollback";
import { recordRequest } from "../support/record-request";

const ALIAS = "support-summary-v3";
const PASSWORD = "canary-shared-password-77a1";
const FILE_APPROVER = "canary-file-approver-51d0";

/** Two operators, two approvers, one who holds every role, and an approving token that the file brought. */
const CONFIG = FULL_CONFIG.replace(
  "people:",
  `people:
  - { email: olga@example.com, name: Olga, roles: [operator], password: "${PASSWORD}" }
  - { email: abel@example.com, name: Abel, roles: [approver], password: "${PASSWORD}" }
  - { email: alex@example.com, name: Alex, roles: [operator, approver, admin], password: "${PASSWORD}" }`,
)
  .replace("tokens:", `tokens:\n  - { id: file-approver, roles: [approver], token: "${FILE_APPROVER}" }`)
  .replace("cohorts: { internal: 10 }", "cohorts: { internal: 0 }");

let booted: BootedRuntime;
const who: Record<string, ApiCall> = {};

beforeAll(async () => {
  booted = await bootForTest({}, CONFIG);
  await exerciseRollback(control(), ALIAS);
  for (const [name, email, password] of [
    ["omar", "operator@example.com", CANARY_SECRETS.OPERATOR_PASSWORD],
    ["ava", "approver@example.com", CANARY_SECRETS.APPROVER_PASSWORD],
    ["olga", "olga@example.com", PASSWORD],
    ["abel", "abel@example.com", PASSWORD],
    ["alex", "alex@example.com", PASSWORD],
  ] as const) {
    who[name] = { cookie: await signIn(email, password ?? "") };
  }
  who.bot = bearer(CANARY_SECRETS.OPS_BOT_TOKEN ?? "");
  who.fileApprover = bearer(FILE_APPROVER);
});
afterAll(() => booted.close());

const control = () => booted.runtime.control;
const bearer = (token: string): ApiCall => ({ headers: { authorization: `Bearer ${token}` } });
const base = () => String(control().active().version);

async function signIn(email: string, password: string): Promise<string> {
  const response = await callApi(signInHandler, "POST", "/api/auth/sign-in", { body: { email, password } });
  expect(response.status).toBe(200);
  return cookieOf(response);
}

/** The fields of the answers below; each of them is there in the one that is asked for it. */
interface Json {
  readonly error?: { readonly code: string; readonly message: string };
  readonly approval_id: string;
  readonly route_version: number;
  readonly rollout_id: string;
  readonly state: string;
  readonly secret: string;
  readonly needs_approval: string | null;
  readonly people: readonly PersonView[];
}

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly json: Json;
}

async function send(
  handler: RouteHandler,
  name: string,
  body: object | undefined,
  params: Record<string, string> = {},
  headers: Record<string, string> = {},
): Promise<Answer> {
  const caller = who[name];
  if (caller === undefined) throw new Error(`nobody is called ${name}`);
  const call = {
    ...caller,
    params,
    headers: { ...caller.headers, ...headers },
    ...(body === undefined ? {} : { body }),
  };
  const response = await callApi(handler, body === undefined ? "GET" : "POST", "/api/order", call);
  const json: Json = await response.json();
  return { status: response.status, text: json.error?.message ?? "", json };
}

const shift = (name: string, cohort: string, percent: number, from = base()) =>
  send(shiftHandler, name, { cohort, percent, reason: "one step" }, { alias: ALIAS }, { "if-match": `"${from}"` });

async function ask(name: string, percent = 5): Promise<string> {
  const { status, json, text } = await shift(name, "general", percent);
  expect([status, text]).toEqual([202, ""]);
  return json.approval_id;
}

const approve = (name: string, id: string, key: string = randomUUID()) =>
  send(approveHandler, name, {}, { id }, { "idempotency-key": key });
const stateOf = async (id: string) => (await send(approvalHandler, "ava", undefined, { id })).json;
const general = () => control().active().content.aliases[ALIAS]?.canary?.cohorts.general ?? 0;

/** Everything is back where it was: nobody exposed, nothing waits. */
async function settle(): Promise<void> {
  const { status } = await send(rollbackHandler, "omar", {}, { alias: ALIAS });
  expect([200, 409]).toContain(status);
}

describe("approvals over the console API", () => {
  it("two operators who ask at once: one request waits, the other is told whose", async () => {
    const answers = await Promise.all([shift("omar", "general", 5), shift("olga", "general", 10)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409]);
    const lost = answers.find(({ status }) => status === 409);
    expect(lost?.text).toMatch(/^(Omar|Olga) already asked for an approval of support-summary-v3 \(.+\); it waits/);
    await approve("ava", answers.find(({ status }) => status === 202)?.json.approval_id ?? "");
    await settle();
  });

  it("two operators who shift at once: one is in force, the other gets 412 with the other's change", async () => {
    const from = base();
    const answers = await Promise.all([shift("omar", "internal", 20, from), shift("olga", "internal", 30, from)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    const lost = answers.find(({ status }) => status === 412);
    expect(lost?.text).toMatch(
      /^The route map changed since v\d+: (Omar|Olga) made v\d+ of support-summary-v3 \(internal/,
    );
    const stale = await shift("omar", "internal", 40, from);
    expect([stale.status, stale.json.error?.code]).toEqual([412, "version_conflict"]);
    await settle();
  });

  it("whoever asked may not approve it, an admin who holds the role neither", async () => {
    const id = await ask("alex");
    const { status, text } = await approve("alex", id);
    expect([status, text]).toEqual([
      403,
      "You asked for this yourself; somebody else with the role approver has to decide.",
    ]);
    expect([(await stateOf(id)).state, general()]).toEqual(["waiting", 0]);
    expect((await approve("ava", id)).status).toBe(200);
    expect(general()).toBe(5);
    await settle();
  });

  it("a double click has one effect, with one key or two, and the second is told when it took effect", async () => {
    const id = await ask("omar");
    const presses = await Promise.all([approve("ava", id, "one-press-1"), approve("ava", id, "one-press-1")]);
    const version = control().active().version;
    expect(presses.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    const late = await approve("ava", id);
    expect(late.status).toBe(409);
    expect(late.text).toMatch(
      new RegExp(`^Approval ${id} was approved by you at .+ already\\. It took effect once, as v${version}\\.$`),
    );
    expect(control().active().version).toBe(version);
    await settle();
  });

  it("what was asked on another version is void, with whose change it was", async () => {
    const id = await ask("omar");
    await shift("olga", "internal", 15);
    const { status, text } = await approve("ava", id);
    expect(status).toBe(409);
    expect(text).toMatch(
      /(Approval \d+ was voided by|This approval is void, because what it was bound to moved).*v\d+ is active/,
    );
    expect([(await stateOf(id)).state, general()]).toEqual(["void", 0]);
    await settle();
  });

  it("a person's roll back voids it and ends its rollout before the answer comes", async () => {
    const first = await ask("omar");
    const { json } = await approve("ava", first);
    await settle();
    const rollout = await control().store.control.record("rollout", json.rollout_id);
    expect(rollout?.state).toBe("rolled_back");
    const waiting = await ask("omar");
    await shift("olga", "internal", 5);
    await settle();
    expect((await stateOf(waiting)).state).toBe("void");
  });

  it("rolling back to a version that exposes more is no roll back: it would go round the approval", async () => {
    const { json } = await approve("ava", await ask("omar"));
    await settle();
    const order = { to_version: json.route_version };
    const { status, text } = await send(rollbackHandler, "omar", order, { alias: ALIAS });
    expect([status, text]).toEqual([
      409,
      expect.stringContaining("sends more of general of support-summary-v3 to local-chat"),
    ]);
    expect(general()).toBe(0);
  });

  it("an approver who was demoted meanwhile loses the session at once, and with a new one the right", async () => {
    const id = await ask("omar");
    const { people } = (await send(peopleHandler, "alex", undefined)).json;
    const abel = people.find(({ email }) => email === "abel@example.com")?.id ?? "";
    expect((await send(rolesHandler, "alex", { roles: ["viewer"] }, { person: abel })).status).toBe(200);
    expect((await approve("abel", id)).status).toBe(401);
    who.abel = { cookie: await signIn("abel@example.com", PASSWORD) };
    const { status, text } = await approve("abel", id);
    expect([status, text]).toEqual([403, expect.stringContaining("approver")]);
    expect([(await stateOf(id)).state, general()]).toEqual(["waiting", 0]);
    await approve("ava", id);
    await settle();
  });

  it("a token decides nothing its maker asked for; one from the file only what people ask for", async () => {
    const made = await send(createTokenHandler, "alex", { id: "alex-approver", roles: ["approver"] });
    who.alexApprover = bearer(made.json.secret);
    const own = await ask("alex");
    const refused = await approve("alexApprover", own);
    expect([refused.status, refused.text]).toEqual([
      403,
      "alex-approver and Alex are both alex@example.com; somebody else with the role approver has to decide.",
    ]);
    expect((await approve("fileApprover", own)).status).toBe(200);
    await settle();
    const bots = await ask("bot");
    const unknown = await approve("fileApprover", bots);
    expect([unknown.status, unknown.text]).toEqual([
      403,
      "file-approver may only decide what a person asked for: nobody knows whether ops-bot is another person's.",
    ]);
    expect((await approve("ava", bots)).status).toBe(200);
    await settle();
  });

  it("a draft that exposes more answers 202 and comes into force, as it is, when it is approved", async () => {
    const exported = await callApi(exportHandler, "GET", `/api/route-map/export?version=${base()}`, who.omar);
    const yaml = (await exported.text()).replace(/( +)internal: 0\n/, "$1internal: 0\n$1general: 5\n");
    const check = await send(checkHandler, "omar", { yaml });
    expect(check.json.needs_approval).toBe(
      `An approver has to decide before it is in force: ${ALIAS} would expose general more than now.`,
    );
    const version = (await send(draftHandler, "omar", { yaml, reason: "customers too" })).json.route_version;
    const press = (name: string) =>
      send(activateHandler, name, { reason: "reviewed" }, { version: String(version) }, { "if-match": `"${base()}"` });
    const asked = await press("omar");
    expect([asked.status, general()]).toEqual([202, 0]);
    expect((await press("olga")).text).toContain("Omar already asked for an approval");
    const done = await approve("ava", asked.json.approval_id);
    expect([done.status, done.json.route_version, control().active().version, general()]).toEqual([
      200,
      version,
      version,
      5,
    ]);
    await settle();
  });

  it("a breach that comes up while it waits voids it without anybody pressing", async () => {
    await shift("omar", "internal", 100);
    const { version } = control().active();
    const request = {
      alias: ALIAS,
      cohort: "internal",
      arm: "canary",
      route: "local-chat",
      routeVersion: version,
    } as const;
    for (let n = 0; n < 40; n += 1) await recordRequest(control().store, { ...request, atMs: Date.now() });
    const asked = async () => (await shift("omar", "general", 5)).text || "asked";
    await expect.poll(asked, { timeout: 10_000, interval: 500 }).toBe("asked");
    const [waiting] = await control().store.control.records({ kind: "approval", states: ["waiting"], limit: 1 });
    const id = waiting?.id ?? "";
    for (let n = 0; n < 40; n += 1)
      await recordRequest(control().store, { ...request, atMs: Date.now(), isFailed: true });
    await expect.poll(async () => (await stateOf(id)).state, { timeout: 12_000, interval: 250 }).toBe("void");
    expect((await approve("ava", id)).text).toMatch(/was voided by Switchyard at .+ now:/);
    expect(general()).toBe(0);
  });
});
