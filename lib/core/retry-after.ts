import type { ResponseHeaders } from "./response-headers";

/** A provider cannot ask for more than this: the header is untrusted input. */
export const MAX_STATED_WAIT_MS = 3_600_000;

/** How far into a message a wait is looked for. */
const SEARCHED_CHARACTERS = 4_096;

const MILLISECOND_HEADERS = ["retry-after-ms", "x-ms-retry-after-ms"] as const;

/**
 * The wait a provider asked for, in milliseconds from `nowMs`, at most an hour; null when it stated none that makes
 * sense. Headers first (milliseconds, seconds or an HTTP date), then wording such as "try again in 1m30s".
 */
export function statedWaitMs(headers: ResponseHeaders, message: string | null, nowMs: number): number | null {
  for (const name of MILLISECOND_HEADERS) {
    const wait = bounded(plainNumber(headers[name]));
    if (wait !== null) return wait;
  }
  return waitFromHeader(headers["retry-after"], nowMs) ?? (message === null ? null : waitFromMessage(message));
}

function waitFromHeader(value: string | undefined, nowMs: number): number | null {
  if (value === undefined) return null;
  const seconds = plainNumber(value);
  if (seconds !== null) return bounded(seconds * 1_000);
  // Only forms that begin like an HTTP date: Date.parse makes a year of almost any number.
  if (!/^\s*[A-Za-z]{3,9},? /.test(value) || value.length > 64) return null;
  const atMs = Date.parse(value);
  return Number.isNaN(atMs) ? null : bounded(Math.max(0, atMs - nowMs));
}

function plainNumber(value: string | undefined): number | null {
  if (value === undefined || value.length > 32 || !/^\s*-?\d+(?:\.\d+)?(?:e\+?\d{1,3})?\s*$/i.test(value)) return null;
  return Number(value);
}

function bounded(waitMs: number | null): number | null {
  if (waitMs === null || waitMs < 0 || Number.isNaN(waitMs)) return null;
  return Math.min(Math.ceil(waitMs), MAX_STATED_WAIT_MS);
}

const WAIT_PHRASES = ["try again in ", "retry in ", "retry after ", "try again after "] as const;

function waitFromMessage(message: string): number | null {
  const text = message.slice(0, SEARCHED_CHARACTERS).toLowerCase();
  for (const phrase of WAIT_PHRASES) {
    const at = text.indexOf(phrase);
    if (at === -1) continue;
    const start = at + phrase.length;
    const wait = readDuration(text.slice(start, start + 40));
    if (wait !== null) return bounded(wait);
  }
  return null;
}

const UNIT_MS: ReadonlyArray<readonly [RegExp, number]> = [
  [/^(?:milliseconds?|ms)(?![a-z])/, 1],
  [/^(?:seconds?|secs?|s)(?![a-z])/, 1_000],
  [/^(?:minutes?|mins?|m)(?![a-z])/, 60_000],
  [/^(?:hours?|h)(?![a-z])/, 3_600_000],
  [/^(?:days?|d)(?![a-z])/, 86_400_000],
];

/** `120ms`, `6s`, `2m59.56s`, `20 seconds`; null when the text does not start with a number and a unit. */
function readDuration(text: string): number | null {
  let rest = text;
  let totalMs: number | null = null;
  for (let part = 0; part < 4; part += 1) {
    const figure = /^\d{1,9}(?:\.\d{1,9})?/.exec(rest)?.[0];
    if (figure === undefined) break;
    const afterFigure = rest.slice(figure.length).replace(/^ /, "");
    const unit = UNIT_MS.find(([pattern]) => pattern.test(afterFigure));
    if (unit === undefined) break;
    const [pattern, unitMs] = unit;
    totalMs = (totalMs ?? 0) + Number(figure) * unitMs;
    rest = afterFigure.replace(pattern, "");
  }
  return totalMs;
}
