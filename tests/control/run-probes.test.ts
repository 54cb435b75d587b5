import { describe, expect, it } from "vitest";
import type { ProbeRun } from "@/lib/contract/probe";
import { editContractRow } from "@/lib/control/edit-contract-row";
import { readAliasTraffic } from "@/lib/control/read-alias-traffic";
import { readProbes } from "@/lib/control/read-probes";
import { closeInterruptedRuns, lastRun, runProbes } from "@/lib/control/run-probes";
import { LEE } from "../support/control-rig";
import { PROBE_KEY, type ProbeRig, probeRig } from "../support/probe-rig";

const ALIAS = "support-summary-v3";

async function probed(rig: ProbeRig, route: string): Promise<ProbeRun> {
  await runProbes(rig.context, LEE, { route });
  await rig.settled();
  const run = await lastRun(rig.context, route);
  if (run === null) throw new Error("the run was kept");
  return run;
}

const failures = (run: ProbeRun) =>
  run.results
    .filter(({ pass }) => !pass)
    .map(({ probe, spoken, stream, notes }) => `${probe} ${spoken}${stream ? " streamed" : ""}: ${notes}`);

describe("probing a simulated CometAPI, which misbehaves like the real one", () => {
  it("passes it, because its worksheet names the deviations, and says what was seen", async () => {
    const rig = await probeRig();
    const run = await probed(rig, "comet-chat");
    expect(failures(run)).toEqual([]);
    expect(run.state).toBe("passed");
    const found = (probe: string, spoken: string) =>
      run.results.find((result) => result.probe === probe && result.spoken === spoken && !result.stream);
    expect(found("invalid_request", "chat")).toMatchObject({
      endpoint: "POST /v1/chat/completions",
      http_status: 500,
      error_class: "client_error",
      error_shape_valid_on_4xx: true,
      finish_reason_present: null,
    });
    expect(found("unknown_model", "responses")).toMatchObject({ http_status: 503, error_class: "route_unavailable" });
    // The request id stands inside the message and nowhere else.
    expect(found("unknown_model", "chat")?.provider_request_id).toMatch(/^sim\d+$/);
    expect(found("wrong_key", "chat")).toMatchObject({ http_status: 401, error_class: "account_error" });
    expect(found("short_turn", "chat")).toMatchObject({
      http_status: 200,
      finish_reason_present: true,
      content_non_null: true,
    });
    expect(run.results.filter(({ stream }) => stream).map(({ probe, spoken }) => `${probe} ${spoken}`)).toEqual([
      "short_turn chat",
      "multi_turn chat",
      "all_fields chat",
      "short_turn responses",
      "multi_turn responses",
      "all_fields responses",
    ]);
  });

  it("fails the same answers once the worksheet names no deviation, and the matrix says which row", async () => {
    const rig = await probeRig();
    const place = { provider: "cometapi", endpoint: "chat", row: "error_shape" } as const;
    const facts = {
      value: "Errors as OpenAI sends them.",
      source_url: "https://example.com",
      accessed_on: "2026-11-20",
    };
    const edit = { ...facts, setting: null, safe_wording: "", reason: "tidy up", base_revision: 0 };
    await editContractRow(rig.context, LEE, { ...place, ...edit });
    const run = await probed(rig, "comet-chat");
    expect(failures(run)).toEqual([
      "invalid_request chat: error_status: HTTP 500 invalid_request",
      "unknown_model chat: error_status: HTTP 503 model_not_found",
    ]);
    const { matrix } = await readProbes(rig.context);
    const cell = (row: string, route: string, spoken: string) =>
      matrix.find((line) => line.row === row)?.cells.find((one) => one.route === route && one.spoken === spoken);
    expect(cell("error_shape", "comet-chat", "chat")).toMatchObject({
      probes: "failed",
      state: "unverified",
      failed_checks: ["a 4xx status, or the deviation the worksheet names"],
    });
    expect(cell("error_shape", "comet-chat", "responses")).toMatchObject({ probes: "passed" });
    expect(cell("error_shape", "openai-chat", "chat")).toMatchObject({ probes: "not_run" });
    expect(cell("maintenance_window", "openai-chat", "chat")).toMatchObject({ probes: "no_probe" });
  });

  it("makes the right matrix of both providers", async () => {
    const rig = await probeRig();
    await runProbes(rig.context, LEE, {});
    await rig.settled();
    const { matrix, columns } = await readProbes(rig.context);
    expect(columns.map(({ route, spoken }) => `${route} ${spoken}`)).toEqual([
      "openai-chat chat",
      "openai-chat responses",
      "comet-chat chat",
      "comet-chat responses",
    ]);
    const probesOf = (row: string) => matrix.find((line) => line.row === row)?.cells.map(({ probes }) => probes);
    for (const row of ["endpoint_path", "auth_header", "error_shape", "response_fields", "streaming_events"])
      expect(probesOf(row), row).toEqual(["passed", "passed", "passed", "passed"]);
    expect(probesOf("maintenance_window")).toEqual(["no_probe", "no_probe", "no_probe", "no_probe"]);
  });
});

describe("a probe", () => {
  it("is recorded as a probe and moves no figure of traffic", async () => {
    const rig = await probeRig();
    const run = await probed(rig, "openai-chat");
    const traced = await rig.context.store.reports.request(run.results[0]?.trace_id ?? "");
    expect(traced?.request).toMatchObject({ kind: "probe", client_id: "probe", app_model_alias: ALIAS });
    const traffic = await readAliasTraffic(
      { ...rig.context, nowMs: () => Date.now() + 60_000 },
      { alias: ALIAS, window: "1h", by: ["route"] },
    );
    expect(traffic.totals).toMatchObject({ requests: 0, attempts: 0, cost: null });
  });

  it("leaves neither its words nor a key in what is kept of it", async () => {
    const rig = await probeRig();
    const run = await probed(rig, "openai-chat");
    const text = JSON.stringify(run);
    expect(text).not.toContain("Reply with exactly");
    expect(text).not.toContain(PROBE_KEY);
  });

  it("of a provider that does not answer says nothing about drift: its answers have not changed", async () => {
    const rig = await probeRig();
    expect((await probed(rig, "openai-chat")).state).toBe("passed");
    rig.openai.setFault("error_503");
    const down = await probed(rig, "openai-chat");
    expect(down.results.flatMap(({ drift }) => drift)).toEqual([]);
    expect(down.state).toBe("failed");
  });

  it("of an unknown route is refused, and one that runs is not begun twice", async () => {
    const rig = await probeRig();
    await expect(runProbes(rig.context, LEE, { route: "nowhere" })).rejects.toMatchObject({ code: "not_found" });
    await runProbes(rig.context, LEE, { route: "comet-chat" });
    await expect(runProbes(rig.context, LEE, { route: "comet-chat" })).rejects.toMatchObject({ code: "conflict" });
    await rig.settled();
  });

  it("that a former process left running is closed as interrupted", async () => {
    const rig = await probeRig();
    const context = { ...rig.context, providers: { ...rig.context.providers, queue: () => {} } };
    await runProbes(context, LEE, { route: "comet-chat" });
    expect(await closeInterruptedRuns(rig.context)).toBe(1);
    expect((await lastRun(rig.context, "comet-chat"))?.state).toBe("interrupted");
  });
});
