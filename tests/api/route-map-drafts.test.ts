import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { POST as check } from "@/app/api/route-map/check/route";
import { GET as drift } from "@/app/api/route-map/drift/route";
import { GET as exported } from "@/app/api/route-map/export/route";
import { POST as activate } from "@/app/api/route-map/versions/[version]/activate/route";
import { POST as draft, GET as versions } from "@/app/api/route-map/versions/route";
import { ApiErrorBody } from "@/lib/contract/error";
import { RouteMapVersionList } from "@/lib/contract/route-map";
import { ActivateResult, DraftCheck, DraftResult, DriftView } from "@/lib/contract/route-map-draft";
import { type BootedRuntime, bootForTest } from "../support/booted-runtime";
import { callApi } from "../support/call-api";
import { CANARY_SECRETS, PASSWORDLESS_CONFIG } from "../support/config-fixtures";

let booted: BootedRuntime;
beforeAll(async () => {
  booted = await bootForTest({}, PASSWORDLESS_CONFIG);
});
afterAll(() => booted.close());

const bearer = { authorization: `Bearer ${CANARY_SECRETS.OPS_BOT_TOKEN}` };
const active = () => booted.runtime.control.active();

async function yamlOf(version: number): Promise<string> {
  const response = await callApi(exported, "GET", `/api/route-map/export?version=${version}`, { headers: bearer });
  return response.text();
}

const write = (body: unknown, headers: Record<string, string> = {}) =>
  callApi(draft, "POST", "/api/route-map/versions", { body, headers: { ...bearer, ...headers } });

const press = (version: number, headers: Record<string, string> = { "if-match": `"${active().version}"` }) =>
  callApi(activate, "POST", `/api/route-map/versions/${version}/activate`, {
    body: { reason: "reviewed" },
    headers: { ...bearer, ...headers },
    params: { version: String(version) },
  });

describe("drafts over the console API", () => {
  it("from an exported file to a version in force: the gateway has it when the answer comes", async () => {
    const yaml = (await yamlOf(1)).replace(/owner: \S+/, "owner: team-next");
    const written = await write({ yaml, reason: "a new owner", base_version: 1 }, { "idempotency-key": "draft-1" });
    const { route_version } = DraftResult.parse(await written.json());
    expect(active().version).toBe(1);
    const again = await write({ yaml, reason: "a new owner", base_version: 1 }, { "idempotency-key": "draft-1" });
    expect(DraftResult.parse(await again.json()).route_version).toBe(route_version);
    const done = await press(route_version);
    expect(ActivateResult.parse(await done.json()).route_version).toBe(route_version);
    expect(active().version).toBe(route_version);
    const list = await callApi(versions, "GET", "/api/route-map/versions", { headers: bearer });
    const { instances, versions: rows } = RouteMapVersionList.parse(await list.json());
    expect(instances).toEqual([{ id: "this instance", route_version }]);
    expect(rows).toHaveLength(2);
  });

  it("exports a version byte for byte as it was imported, but for the lines that say who made it", async () => {
    const body = async (version: number) => (await yamlOf(version)).replace(/^#.*\n/gm, "");
    const before = await body(active().version);
    const written = await write({ yaml: before.replace("team-next", "team-last"), reason: "another owner" });
    const { route_version } = DraftResult.parse(await written.json());
    expect(await body(route_version)).toBe(before.replace("team-next", "team-last"));
  });

  it("400 with path, line, found and allowed of every problem; the check says the same without refusing", async () => {
    const yaml = (await yamlOf(active().version)).replace(/primary: \S+/, "primary: nope");
    const refused = await write({ yaml, reason: "a slip" });
    const { error } = ApiErrorBody.parse(await refused.json());
    const line = yaml.split("\n").indexOf("    primary: nope") + 1;
    expect([refused.status, error.code]).toEqual([400, "bad_request"]);
    expect(error.details).toMatchObject({ issues: [{ line, found: '"nope"' }] });
    const looked = await callApi(check, "POST", "/api/route-map/check", { body: { yaml }, headers: bearer });
    expect(DraftCheck.parse(await looked.json()).problems).toMatchObject([{ line, found: '"nope"' }]);
  });

  it("400 without exactly one source, 428 without a base, 412 for a stale one, 404 for an unknown version", async () => {
    expect((await write({ reason: "nothing in it" })).status).toBe(400);
    expect((await write({ yaml: "a: 1", content: {}, reason: "too much in it" })).status).toBe(400);
    expect((await press(3, {})).status).toBe(428);
    expect((await press(3, { "if-match": '"1"' })).status).toBe(412);
    expect((await press(99)).status).toBe(404);
  });

  it("says where the file differs from what is active by now", async () => {
    const response = await callApi(drift, "GET", "/api/route-map/drift", { headers: bearer });
    expect(DriftView.parse(await response.json()).entries).toMatchObject([{ label: "owner", before: "team-next" }]);
  });
});
