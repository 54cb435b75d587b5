import type { AttemptView, RequestDetail } from "@/lib/contract/requests";
import { axisTicks } from "../ui/axis-ticks";
import { formatDuration } from "../ui/format-duration";
import { type ChainTone, endingTone, endingWord } from "./chain-text";
import { NOT_TRIED_BECAUSE } from "./reason-words";

/** Where a bar lies on the shared axis, in percent of its width. */
export interface WaterfallSpan {
  readonly startPercent: number;
  readonly widthPercent: number;
  /** Where the first token came, in percent of the axis; null when none did. */
  readonly firstTokenPercent: number | null;
}

export interface WaterfallRow {
  readonly n: number;
  readonly route: string;
  readonly purpose: AttemptView["purpose"];
  readonly tone: ChainTone;
  /** Null for a candidate that was never called: it has a reason instead of a bar. */
  readonly span: WaterfallSpan | null;
  readonly ending: string;
  /** When the call began and how long it took: "+8.0 s, took 1.2 s"; null when never called. */
  readonly timing: string | null;
  /** What the engine decided after it, or why it never called the candidate. */
  readonly decision: string;
  readonly attempt: AttemptView;
}

export interface WaterfallTick {
  readonly percent: number;
  readonly label: string;
}

export interface Waterfall {
  readonly durationMs: number;
  readonly ticks: readonly WaterfallTick[];
  readonly rows: readonly WaterfallRow[];
}

/** A bar thinner than this could not be seen or pointed at. */
const MIN_WIDTH_PERCENT = 0.6;
const MOST_TICKS = 4;
/** An attempt that began sooner than this began with the request. */
const NOTABLE_START_MS = 50;

/**
 * Lays every attempt and every candidate never called on one time axis that starts with the request.
 * @param nowMs epoch milliseconds the data was read at: where the bar of a running attempt ends.
 */
export function waterfallLayout({ request, attempts }: RequestDetail, nowMs: number): Waterfall {
  const originMs = Date.parse(request.started_at);
  const ordered = [...attempts].sort((left, right) => left.n - right.n);
  const timed = ordered.map((attempt) => ({ attempt, ...offsets(attempt, originMs, nowMs) }));
  const called = timed.filter(({ attempt }) => attempt.state !== "skipped");
  const durationMs = Math.max(1, request.latency_ms ?? 0, ...called.map(({ endMs }) => endMs));
  const percent = (offsetMs: number) => round((Math.min(Math.max(offsetMs, 0), durationMs) / durationMs) * 100);

  const rows = timed.map(({ attempt, startMs, endMs }, index): WaterfallRow => {
    const isCalled = attempt.state !== "skipped";
    const following = timed.slice(index + 1).find((later) => later.attempt.state !== "skipped");
    return {
      n: attempt.n,
      route: attempt.llm_route,
      purpose: attempt.purpose,
      tone: endingTone(attempt),
      span: isCalled ? spanOf(attempt, startMs, endMs, percent) : null,
      ending: endingWord(attempt),
      timing: isCalled ? timingText(attempt, startMs, endMs) : null,
      decision: isCalled
        ? decisionText(attempt, following && { route: following.attempt.llm_route, waitMs: following.startMs - endMs })
        : notTriedText(attempt),
      attempt,
    };
  });
  const ticks = axisTicks(durationMs, MOST_TICKS).map((atMs) => ({
    percent: percent(atMs),
    label: formatDuration(atMs),
  }));
  return { durationMs, ticks, rows };
}

/** "Never called: its breaker is open." */
export function notTriedText(attempt: Pick<AttemptView, "reason_code" | "detail">): string {
  if (attempt.reason_code === null) return "Never called; no reason was recorded.";
  if (attempt.reason_code === "incompatible_candidate" && attempt.detail !== null) {
    return `Never called: it does not support ${attempt.detail}.`;
  }
  const detail = attempt.detail === null ? "" : ` (${attempt.detail.replaceAll("_", " ")})`;
  return `Never called: ${NOT_TRIED_BECAUSE[attempt.reason_code]}${detail}.`;
}

function offsets(attempt: AttemptView, originMs: number, nowMs: number): { startMs: number; endMs: number } {
  const startMs = Math.max(0, Date.parse(attempt.started_at) - originMs);
  const tookMs = attempt.latency_ms ?? (attempt.state === "running" ? Math.max(0, nowMs - originMs - startMs) : 0);
  return { startMs, endMs: startMs + tookMs };
}

function spanOf(
  attempt: AttemptView,
  startMs: number,
  endMs: number,
  percent: (offsetMs: number) => number,
): WaterfallSpan {
  const widthPercent = Math.max(MIN_WIDTH_PERCENT, round(percent(endMs) - percent(startMs)));
  const firstTokenMs = attempt.time_to_first_token_ms;
  return {
    startPercent: round(Math.min(percent(startMs), 100 - widthPercent)),
    widthPercent,
    firstTokenPercent: firstTokenMs === null ? null : percent(startMs + firstTokenMs),
  };
}

function timingText(attempt: AttemptView, startMs: number, endMs: number): string {
  const took =
    attempt.state === "running" ? `running for ${formatDuration(endMs - startMs)}` : formatDuration(endMs - startMs);
  return startMs < NOTABLE_START_MS ? took : `${took}, from +${formatDuration(startMs)}`;
}

function decisionText(attempt: AttemptView, following: { route: string; waitMs: number } | undefined): string {
  switch (attempt.next) {
    case "returned":
      return attempt.state === "served" ? "Returned to the caller" : "Passed through to the caller";
    case "retry":
      return following && following.waitMs >= 1 ? `Retry after ${formatDuration(following.waitMs)}` : "Retry";
    case "fallback":
      return following ? `Fall back to ${following.route}` : "Fall back";
    case "gave_up":
      return "Gave up";
    case null:
      return attempt.state === "running" ? "In progress" : "No decision recorded";
  }
}

function round(percent: number): number {
  return Math.round(percent * 100) / 100;
}
