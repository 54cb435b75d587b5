import { expect, it } from "vitest";
import { ProbeRun } from "@/lib/contract/probe";
import { isoTime } from "@/lib/control/iso-time";
import { readOverview } from "@/lib/control/read-overview";
import { controlRig } from "../support/control-rig";
import { restingContent, SUPPORT } from "../support/resting-content";
import { tempStore } from "../support/temp-store";

const START_MS = Date.UTC(2026, 10, 20, 2, 0, 0);

it("a route whose probes answer in another shape than before is on the first page, with the way to them", async () => {
  const store = await tempStore({ now: () => START_MS });
  const rig = await controlRig(store, restingContent(), START_MS);
  const items = async () => (await readOverview(rig.context, "1h")).attention;
  await keep("r1", "passed", ["usage.total_tokens", "choices"], START_MS - 1_000);
  expect(await items()).toEqual([
    {
      alias: null,
      status: "waiting",
      text: "comet-chat answers in another shape than before: usage.total_tokens and 1 more changed since the probes before",
      since: isoTime(START_MS - 1_000),
      action: { kind: "open", href: "/contracts?tab=probes&route=comet-chat", label: "Open probes" },
    },
  ]);
  await keep("r2", "running", [], null);
  expect(await items()).toHaveLength(1);
  await keep("r3", "passed", [], START_MS);
  expect(await items()).toEqual([]);

  async function keep(id: string, state: ProbeRun["state"], fields: readonly string[], endMs: number | null) {
    const started = isoTime(START_MS - 2_000);
    const body = ProbeRun.parse({
      run_id: id,
      route: "comet-chat",
      provider: "cometapi",
      provider_model: "comet-sim",
      alias: SUPPORT,
      route_version: 1,
      state,
      trigger: "schedule",
      actor: "system",
      started_at: started,
      finished_at: endMs === null ? null : isoTime(endMs),
      planned: 1,
      results: [
        {
          smoke_test_run_id: id,
          probe: "short_turn",
          endpoint: "POST /v1/chat/completions",
          spoken: "chat",
          stream: false,
          http_status: 200,
          finish_reason_present: true,
          content_non_null: true,
          error_shape_valid_on_4xx: null,
          test_timestamp_utc: started,
          pass: true,
          notes: "",
          trace_id: "0".repeat(32),
          latency_ms: 5,
          error_class: null,
          provider_request_id: null,
          checks: [],
          fields: {},
          drift: fields.map((field) => ({ field, before: "number", now: null })),
        },
      ],
    });
    rig.clock.nowMs += 1;
    const record = { kind: "probe_run", id, baseRevision: null, subject: "comet-chat", state, body } as const;
    const records = [{ ...record, routeVersion: 1 }];
    const atMs = rig.clock.nowMs;
    await store.control.commit({ atMs, routing: null, records, timeline: [], audit: null });
  }
});
