import { z } from "zod";
import { CAPABILITY_PROFILES } from "../core/capability-profile";
import { ROUTE_CONTROLS } from "../core/route-control";
import { Identifier } from "./common";

/**
 * A switch of route control: for the callers it names, only the primary, only the fallbacks, or nothing at all. An empty
 * list names everybody; with `model_families` it holds for routes of these families only. Every matching switch counts.
 */
export const RouteSwitch = z.strictObject({
  use: z.enum(ROUTE_CONTROLS),
  tenants: z.array(z.string().min(1).max(120)).max(200).default([]),
  cohorts: z.array(Identifier).max(50).default([]),
  environments: z.array(z.string().min(1).max(40)).max(20).default([]),
  model_families: z.array(z.enum(CAPABILITY_PROFILES)).default([]),
});
export type RouteSwitch = z.infer<typeof RouteSwitch>;
