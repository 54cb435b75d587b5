import { describe, expect, it, vi } from "vitest";
import { Sqlite } from "@/db/sqlite/driver";
import type { LedgerFailure } from "@/lib/core/ledger-record";
import {
  append,
  appendAll,
  attemptIntent,
  failed,
  nextTraceId,
  plainRequest,
  requestIntent,
  requestOutcome,
  served,
  T0,
} from "../../support/ledger-fixtures";
import { tempStore } from "../../support/temp-store";

describe("ledger", () => {
  it("gives back every field of a request, its calls and the candidates never called", async () => {
    const store = await tempStore();
    const open = requestIntent({
      requestId: "caller-1",
      inboundTraceId: "0af7651916cd43dd8448eb211c80319c",
      stream: true,
      cohort: "internal",
      arm: "canary",
      tenant: null,
    });
    const { traceId } = open;
    await appendAll(store, [
      { traceId, open, attempt: attemptIntent() },
      {
        traceId,
        outcome: failed({ errorExcerpt: "upstream timed out", adaptations: ["max_tokens -> max_completion_tokens"] }),
        skipped: [
          {
            n: 2,
            atMs: T0 + 30_000,
            purpose: "fallback",
            route: "azure-eu",
            provider: "azure",
            providerModel: "gpt-large-eu",
            routeVersion: 1,
            reasonCode: "incompatible_candidate",
            detail: "logprobs",
          },
        ],
        attempt: attemptIntent({
          n: 3,
          startedAtMs: T0 + 30_001,
          purpose: "fallback",
          route: "comet-chat",
          provider: "cometapi",
        }),
      },
      {
        traceId,
        outcome: served({ n: 3, isSlow: true }),
        close: requestOutcome({
          reasonCode: "served_by_fallback",
          route: "comet-chat",
          latencyMs: 30_814.25,
          fallbackAttempted: true,
          fallbackReason: "primary_timeout",
        }),
      },
    ]);

    const detail = await store.reports.request(traceId);

    expect(detail?.request).toEqual({
      trace_id: traceId,
      request_id: "caller-1",
      inbound_trace_id: "0af7651916cd43dd8448eb211c80319c",
      started_at: "2026-11-20T10:00:00.000Z",
      endpoint: "chat",
      stream: true,
      kind: "traffic",
      app_model_alias: "support-summary-v3",
      client_id: "web-app",
      tenant: null,
      cohort: "internal",
      arm: "canary",
      llm_route_version: 1,
      state: "succeeded",
      http_status: 200,
      reason_code: "served_by_fallback",
      llm_route: "comet-chat",
      latency_ms: 30_814.25,
      time_to_first_token_ms: 212,
      retry_count: 0,
      client_retry_count: 0,
      fallback_attempted: true,
      fallback_reason: "primary_timeout",
      input_token_count: 410,
      output_token_count: 220,
      usage_source: "provider",
      cost: 0.0004,
    });
    expect(detail?.attempts).toMatchObject([
      {
        n: 1,
        state: "failed",
        purpose: "primary",
        llm_route: "openai-chat",
        provider: "openai",
        provider_model: "gpt-large",
        error_class: "transport_timeout",
        detail: "headers",
        reason_code: "primary_timeout",
        latency_ms: 30_000,
        timeout_ms: 60_000,
        error_excerpt: "upstream timed out",
        adaptations: ["max_tokens -> max_completion_tokens"],
        next: "fallback",
      },
      {
        n: 2,
        state: "skipped",
        llm_route: "azure-eu",
        reason_code: "incompatible_candidate",
        detail: "logprobs",
        latency_ms: null,
      },
      {
        n: 3,
        state: "served",
        llm_route: "comet-chat",
        is_slow: true,
        finish_reason: "stop",
        response_model: "gpt-large-2026-08",
      },
    ]);
  });

  it("settles a strict entry only when a reader can see it on disk", async () => {
    const store = await tempStore();
    const [first] = plainRequest();
    expect(await append(store, first)).toBeNull();
    const detail = await store.reports.request(first.traceId);
    expect(detail?.request.state).toBe("running");
    expect(detail?.attempts).toMatchObject([{ n: 1, state: "running", next: null }]);
  });

  it("settles a relaxed entry at once and writes it all the same", async () => {
    const store = await tempStore({ durability: "relaxed" });
    const settled: (LedgerFailure | null)[] = [];
    const [first, second] = plainRequest();
    store.ledger.append(first, (failure) => settled.push(failure));
    store.ledger.append(second, (failure) => settled.push(failure));
    expect(settled).toEqual([null, null]);
    await store.settled();
    expect((await store.reports.request(first.traceId))?.request.state).toBe("succeeded");
  });

  it("settles entries in the order they were appended and counts each of them once", async () => {
    const store = await tempStore();
    const order: number[] = [];
    const requests = Array.from({ length: 300 }, (_, i) => plainRequest({ startedAtMs: T0 + i }));
    for (const [i, entry] of requests.flat().entries()) store.ledger.append(entry, () => order.push(i));
    expect(store.ledgerFigures()).toMatchObject({ accepted: 600, recorded: 0, queued: 600 });
    await store.settled();
    expect(order).toEqual(Array.from({ length: 600 }, (_, i) => i));
    expect(store.ledgerFigures()).toMatchObject({
      accepted: 600,
      recorded: 600,
      refused: 0,
      queued: 0,
      state: "recording",
    });
  });

  it("refuses what does not fit the queue instead of dropping it, and takes more once there is room", async () => {
    const store = await tempStore({ queueLimit: 4 });
    const outcomes: (LedgerFailure | null)[] = [];
    const entries = Array.from({ length: 6 }, () => plainRequest()[0]);
    for (const entry of entries) store.ledger.append(entry, (failure) => outcomes.push(failure));
    await store.settled();
    expect(outcomes.map((failure) => failure?.kind ?? "written").sort()).toEqual([
      "queue_full",
      "queue_full",
      "written",
      "written",
      "written",
      "written",
    ]);
    const { accepted, recorded, refused, queued } = store.ledgerFigures();
    expect(accepted).toBe(recorded + refused + queued);
    expect(await append(store, plainRequest()[0])).toBeNull();
  });

  it("refuses an entry that makes no sense without harming the entries around it", async () => {
    const store = await tempStore();
    const [good, goodClose] = plainRequest();
    const orphan = { traceId: nextTraceId(), close: requestOutcome() };
    const outcomes = await Promise.all([append(store, good), append(store, orphan), append(store, goodClose)]);
    expect(outcomes.map((failure) => failure?.kind ?? null)).toEqual([null, "unwritable", null]);
    expect((await store.reports.request(good.traceId))?.request.state).toBe("succeeded");
  });

  it("waits while another program holds the database, says so, and loses nothing", async () => {
    const store = await tempStore();
    const other = new Sqlite(store.file);
    other.exec("begin immediate");
    const [first, second] = plainRequest();
    const written = appendAll(store, [first, second]);
    await vi.waitUntil(() => store.ledgerFigures().state === "degraded", { timeout: 5_000 });
    expect(store.ledgerFigures()).toMatchObject({ accepted: 2, recorded: 0, queued: 2 });
    other.exec("rollback");
    other.close();
    await written;
    expect(store.ledgerFigures()).toMatchObject({ recorded: 2, queued: 0, state: "recording" });
  });

  it("says closed after the store was closed", async () => {
    const store = await tempStore();
    await store.close();
    expect((await append(store, plainRequest()[0]))?.kind).toBe("closed");
    await expect(store.reports.recentChanges(5)).rejects.toMatchObject({ kind: "closed" });
  });
});
