import { randomBytes } from "node:crypto";
import type { Exchange } from "./exchange";

/** The caller's place in a distributed trace. Source: W3C Trace Context, level 2. */
export interface TraceContext {
  readonly traceId: string;
  /** The sampled and random-trace-id bits; the others are reserved and not passed on. */
  readonly flags: number;
  readonly state: string | null;
}

const KNOWN_FLAGS = 0b11;
const MAX_STATE_CHARACTERS = 1024;
const MAX_STATE_MEMBERS = 32;
const PARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const MEMBER = /^[a-z0-9][a-z0-9_\-*/@]{0,255}=[\x20-\x2b\x2d-\x3c\x3e-\x7e]{0,256}$/;

/** Null when the caller sent no valid `traceparent`; its `tracestate` then means nothing either. */
export function readTraceContext(exchange: Pick<Exchange, "header">): TraceContext | null {
  const header = exchange.header("traceparent");
  if (header === undefined || header.length > 512) return null;
  const [, version, traceId = "", parentId = "", flags = "", more] = PARENT.exec(header.trim()) ?? [];
  if (version === undefined || version === "ff" || (version === "00" && more !== undefined)) return null;
  if (/^0+$/.test(traceId) || /^0+$/.test(parentId)) return null;
  return { traceId, flags: Number.parseInt(flags, 16) & KNOWN_FLAGS, state: readState(exchange.header("tracestate")) };
}

/** The headers of one provider call, names and values in turn: the same trace, and a parent id of its own. */
export function traceHeaders({ traceId, flags, state }: TraceContext): readonly string[] {
  const parentId = newParentId();
  const parent = `00-${traceId}-${parentId}-${flags.toString(16).padStart(2, "0")}`;
  return state === null ? ["traceparent", parent] : ["traceparent", parent, "tracestate", state];
}

function readState(header: string | undefined): string | null {
  if (header === undefined || header.length > MAX_STATE_CHARACTERS) return null;
  const members = header.split(",").flatMap((member) => member.trim() || []);
  const isValid = members.length > 0 && members.length <= MAX_STATE_MEMBERS && members.every((m) => MEMBER.test(m));
  return isValid ? members.join(",") : null;
}

function newParentId(): string {
  for (;;) {
    const id = randomBytes(8).toString("hex");
    if (id !== "0000000000000000") return id;
  }
}
