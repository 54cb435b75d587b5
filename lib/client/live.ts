import type { QueryClient } from "@tanstack/react-query";
import { LiveEvent } from "@/lib/contract/live";
import { announce } from "./announce";
import { runningDrillQuery, takeDrillRun } from "./drill-queries";
import { INITIAL_LIVE_STATE, type LiveAction, type LiveState, POLL_EVERY_MS, reduceLive } from "./live-state";
import { refreshRouting } from "./mutations";
import { canaryQuery, overviewQuery } from "./queries";
import { rollbackQuery } from "./rollback-queries";
import { refreshRollouts } from "./rollout-queries";

/** The one event stream of this tab: who listens to its state reads it from here. */
let state: LiveState = INITIAL_LIVE_STATE;
const listeners = new Set<() => void>();

const EVENT_TYPES = [
  "heartbeat",
  "route_version",
  "canary",
  "contract",
  "load",
  "breaker",
  "drill",
  "rollback",
  "rollout",
  "approval",
] as const;
/** Charts and lists are never refetched more often than this, however many events come. */
const REFETCH_EVERY_MS = 5_000;
const REOPEN_AFTER_MS = 10_000;

export function liveState(): LiveState {
  return state;
}

export function subscribeToLive(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function dispatch(action: LiveAction): void {
  const next = reduceLive(state, action);
  if (next === state) return;
  state = next;
  for (const listener of listeners) listener();
}

/**
 * Opens the stream and keeps the cache current until the returned function is called: closed while the tab is hidden,
 * asks every 15 s while the stream is down, and takes its age of data from every answer that names one.
 */
export function startLive(client: QueryClient): () => void {
  let source: EventSource | null = null;
  let reopenTimer: ReturnType<typeof setTimeout> | undefined;
  dispatch({ type: "started", nowMs: Date.now() });

  function open(): void {
    source?.close();
    source = new EventSource("/api/live");
    source.onopen = () => {
      const wasLost = state.connection === "polling";
      dispatch({ type: "opened" });
      if (wasLost) void client.invalidateQueries({ refetchType: "active" });
    };
    source.onerror = () => {
      dispatch({ type: "lost" });
      // A broken stream the browser reopens by itself. A refused one (signed out, shedding) it gives up: ask why at once.
      if (source?.readyState !== EventSource.CLOSED) return;
      poll(client);
      reopenTimer = setTimeout(open, REOPEN_AFTER_MS);
    };
    for (const type of EVENT_TYPES) {
      source.addEventListener(type, (message) => receive(client, (message as MessageEvent<string>).data));
    }
  }

  function close(): void {
    clearTimeout(reopenTimer);
    source?.close();
    source = null;
  }

  function onVisibilityChange(): void {
    if (document.hidden) {
      close();
      dispatch({ type: "hidden" });
      return;
    }
    dispatch({ type: "shown" });
    open();
    void client.invalidateQueries({ refetchType: "active" });
  }

  const stopListening = client.getQueryCache().subscribe((event) => {
    if (event.type === "updated" && event.action.type === "success") noteFreshness(event.query.state.data);
  });
  const refreshTimer = setInterval(() => refreshDueQueries(client), REFETCH_EVERY_MS);
  const pollTimer = setInterval(() => poll(client), POLL_EVERY_MS);
  document.addEventListener("visibilitychange", onVisibilityChange);
  if (!document.hidden) open();

  return () => {
    close();
    stopListening();
    clearInterval(refreshTimer);
    clearInterval(pollTimer);
    document.removeEventListener("visibilitychange", onVisibilityChange);
  };
}

function receive(client: QueryClient, data: string): void {
  const event = parseEvent(data);
  if (event === null) return;
  switch (event.type) {
    case "heartbeat":
      noteFreshness(event);
      return;
    case "canary":
      client.setQueryData(canaryQuery(event.canary.alias).queryKey, event.canary);
      return;
    case "load":
      dispatch({ type: "load", shedding: event.shedding });
      return;
    case "breaker":
      void client.invalidateQueries({ queryKey: ["canary"] });
      return;
    case "drill":
      if (event.run === null) client.setQueryData(runningDrillQuery().queryKey, null);
      else takeDrillRun(client, event.run);
      return;
    case "rollback":
      client.setQueryData(rollbackQuery(event.rollback.verification_id).queryKey, event.rollback);
      return;
    case "contract":
      void client.invalidateQueries({ queryKey: ["contracts"] });
      return;
    case "rollout":
      announce(`${event.alias}: ${event.text}`);
      void refreshRollouts(client);
      return;
    case "approval":
      if (event.state === "waiting") announce(`Approval ${event.approval_id} of ${event.alias} waits for a decision`);
      void refreshRollouts(client);
      return;
    case "route_version":
      announce(event.text);
      void refreshRouting(client, event.alias);
      return;
  }
}

function parseEvent(data: string): LiveEvent | null {
  try {
    return LiveEvent.safeParse(JSON.parse(data)).data ?? null;
  } catch {
    return null;
  }
}

/** Refetches what is on screen and older than its `meta.refreshMs`, while the stream is up. */
function refreshDueQueries(client: QueryClient): void {
  if (state.connection !== "open") return;
  const nowMs = Date.now();
  void client.refetchQueries({
    type: "active",
    predicate: (query) => nowMs - query.state.dataUpdatedAt >= refreshMs(query.meta),
  });
}

function refreshMs(meta: Readonly<Record<string, unknown>> | undefined): number {
  const value = meta?.refreshMs;
  return typeof value === "number" ? value : Number.POSITIVE_INFINITY;
}

/** Without a stream: ask for what is on screen, and for the overview, which tells how old the server's data is. */
function poll(client: QueryClient): void {
  if (state.connection !== "polling") return;
  void client.fetchQuery(overviewQuery("1h")).catch(() => undefined);
  void client.refetchQueries({ type: "active", predicate: (query) => Number.isFinite(refreshMs(query.meta)) });
}

function noteFreshness(data: unknown): void {
  if (typeof data !== "object" || data === null || !("data_until" in data)) return;
  const serverAt = "at" in data ? data.at : "to" in data ? data.to : null;
  const serverAtMs = Date.parse(String(serverAt));
  const dataUntilMs = Date.parse(String(data.data_until));
  if (Number.isNaN(serverAtMs) || Number.isNaN(dataUntilMs)) return;
  dispatch({ type: "fresh", serverAtMs, dataUntilMs, nowMs: Date.now() });
}
