import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { GET as canary } from "@/app/api/aliases/[alias]/canary/route";
import { GET as traffic } from "@/app/api/aliases/[alias]/traffic/route";
import { GET as aliases } from "@/app/api/aliases/route";
import { GET as health } from "@/app/api/health/route";
import { GET as openapi } from "@/app/api/openapi.json/route";
import { GET as overview } from "@/app/api/overview/route";
import { GET as ready } from "@/app/api/ready/route";
import { GET as request } from "@/app/api/requests/[trace_id]/route";
import { GET as requests } from "@/app/api/requests/route";
import { GET as diff } from "@/app/api/route-map/diff/route";
import { GET as exported } from "@/app/api/route-map/export/route";
import { GET as routeMap } from "@/app/api/route-map/route";
import { GET as version } from "@/app/api/route-map/versions/[version]/route";
import { GET as versions } from "@/app/api/route-map/versions/route";
import { AliasList } from "@/lib/contract/alias-list";
import { CanaryView } from "@/lib/contract/canary";
import { Overview } from "@/lib/contract/overview";
import { RequestDetail, RequestList } from "@/lib/contract/requests";
import { RouteMapContent, RouteMapDiff, RouteMapVersion, RouteMapVersionList } from "@/lib/contract/route-map";
import { AliasTraffic } from "@/lib/contract/traffic";
import type { RouteHandler } from "@/lib/http/adapt";
import { type BootedRuntime, bootForTest } from "../support/booted-runtime";
import { callApi } from "../support/call-api";
import { CANARY_SECRETS } from "../support/config-fixtures";
import { recordRequest } from "../support/record-request";

const ALIAS = "support-summary-v3";

let booted: BootedRuntime;
beforeAll(async () => {
  booted = await bootForTest();
  const { store } = booted.runtime.control;
  const recorded = { alias: ALIAS, cohort: "general", arm: "stable", route: "openai-chat", routeVersion: 1 } as const;
  await recordRequest(store, { ...recorded, atMs: Date.now() - 5_000 });
  await recordRequest(store, { ...recorded, atMs: Date.now() - 4_000, isFailed: true });
});
afterAll(() => booted.close());

async function read(handler: RouteHandler, path: string, params: Record<string, string> = {}) {
  const headers = { authorization: `Bearer ${CANARY_SECRETS.OPS_BOT_TOKEN}` };
  const response = await callApi(handler, "GET", path, { headers, params });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text) };
}

describe("reads of the console API", () => {
  it("every answer keeps to its contract", async () => {
    const alias = { alias: ALIAS };
    const shapes = [
      [Overview, await read(overview, "/api/overview?window=1h")],
      [AliasList, await read(aliases, "/api/aliases")],
      [AliasTraffic, await read(traffic, `/api/aliases/${ALIAS}/traffic?window=15m&by=route,arm,route_version`, alias)],
      [CanaryView, await read(canary, `/api/aliases/${ALIAS}/canary`, alias)],
      [RequestList, await read(requests, "/api/requests?state=failed")],
      [RouteMapVersion, await read(routeMap, "/api/route-map")],
      [RouteMapVersionList, await read(versions, "/api/route-map/versions")],
      [RouteMapVersion, await read(version, "/api/route-map/versions/1", { version: "1" })],
      [RouteMapDiff, await read(diff, "/api/route-map/diff?from=1&to=1")],
    ] as const;
    for (const [contract, { status, json }] of shapes) {
      expect(status).toBe(200);
      expect(contract.parse(json())).toEqual(json());
    }
  });

  it("what was recorded comes back, from the list to the single request", async () => {
    const list = RequestList.parse((await read(requests, "/api/requests?state=failed")).json());
    expect(list.requests).toHaveLength(1);
    const traceId = list.requests[0]?.trace_id ?? "";
    const detail = RequestDetail.parse((await read(request, `/api/requests/${traceId}`, { trace_id: traceId })).json());
    expect(detail.attempts.map(({ error_class }) => error_class)).toEqual(["server_error"]);
    const figures = AliasTraffic.parse((await read(traffic, `/api/aliases/${ALIAS}/traffic`, { alias: ALIAS })).json());
    expect([figures.totals.requests, figures.totals.failed_requests]).toEqual([2, 1]);
  });

  it("404 for what does not exist, 400 for what cannot be asked", async () => {
    const statuses = [
      await read(request, "/api/requests/gone", { trace_id: "gone" }),
      await read(canary, "/api/aliases/gone/canary", { alias: "gone" }),
      await read(traffic, "/api/aliases/gone/traffic", { alias: "gone" }),
      await read(version, "/api/route-map/versions/99", { version: "99" }),
      await read(exported, "/api/route-map/export?version=99"),
      await read(overview, "/api/overview?window=2h"),
      await read(requests, "/api/requests?limit=100000"),
      await read(requests, "/api/requests?from=2026-11-20T02:00:00Z&to=2026-11-20T01:00:00Z"),
      await read(requests, "/api/requests?state=failed&state=running"),
      await read(canary, "/api/aliases/x/canary", { alias: "../x" }),
      await read(version, "/api/route-map/versions/abc", { version: "abc" }),
      await read(diff, "/api/route-map/diff?from=1"),
    ].map(({ status }) => status);
    expect(statuses).toEqual([404, 404, 404, 404, 404, 400, 400, 400, 400, 400, 400, 400]);
  });

  it("the export is a YAML file a browser saves, without any secret in it", async () => {
    const { headers, text } = await read(exported, "/api/route-map/export");
    expect(headers.get("content-type")).toBe("application/yaml; charset=utf-8");
    expect(headers.get("content-disposition")).toBe('attachment; filename="route-map-v1.yaml"');
    expect(RouteMapContent.parse(parse(text))).toEqual(booted.runtime.control.active().content);
    for (const secret of Object.values(CANARY_SECRETS)) expect(text).not.toContain(secret);
  });

  it("the OpenAPI document is served as JSON", async () => {
    const { headers, json } = await read(openapi, "/api/openapi.json");
    expect(headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(json().openapi).toBe("3.1.0");
  });

  it("health and readiness need nobody; a draining instance is alive but not ready", async () => {
    const anonymous = async (handler: RouteHandler) => {
      const response = await callApi(handler, "GET", "/api/ready");
      return [response.status, await response.json()];
    };
    expect(await anonymous(health)).toEqual([200, { status: "ok" }]);
    expect(await anonymous(ready)).toEqual([200, { ready: true, degraded: [] }]);
    booted.runtime.drain();
    expect(await anonymous(health)).toEqual([200, { status: "ok" }]);
    expect(await anonymous(ready)).toEqual([503, { ready: false, degraded: ["draining"] }]);
  });
});
