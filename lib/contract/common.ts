import { z } from "zod";
import { REASON_CODES } from "../core/reason-code";
import { SIGNAL_CLASSES } from "../core/signal-class";
import { ROLES } from "./roles";

/** ISO 8601 in UTC with milliseconds, as every time in the console API. */
export const Timestamp = z.iso.datetime({ precision: 3 });

/** Letters, digits, dot, dash and underscore: safe in URLs, headers and file names. */
export const Identifier = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/, "letters, digits, '.', '-' and '_', 63 at most");

export const Percent = z.number().min(0).max(100);

export const SignalClassName = z.enum(SIGNAL_CLASSES);
export const ReasonCodeName = z.enum(REASON_CODES);
export const ArmName = z.enum(["stable", "canary"]);
export const EndpointName = z.enum(["chat", "responses"]);
export const TrafficKindName = z.enum(["traffic", "probe", "drill"]);

/** The look-back windows the console offers; the server picks the bucket so that no series has more than 120 points. */
export const WINDOWS = ["15m", "1h", "6h", "24h", "7d"] as const;
export const Window = z.enum(WINDOWS);
export type Window = z.infer<typeof Window>;

/** A health word and how it was reached: shape, word and colour come from this one value. */
export const Status = z.enum(["healthy", "degraded", "failing", "no_data"]);
export type Status = z.infer<typeof Status>;

export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

/** Percentiles of one population in milliseconds; null where nothing was measured, never 0. */
export const Percentiles = z.object({
  p50: z.number().nullable(),
  p95: z.number().nullable(),
  p99: z.number().nullable(),
  count: z.number().int(),
});
export type Percentiles = z.infer<typeof Percentiles>;

/** Why a change is made; required of every mutation that takes one. */
export const Reason = z.string().trim().min(3, "say why in at least 3 characters").max(500);
