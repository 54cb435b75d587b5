import { AliasList } from "./alias-list";
import { ShiftAnswer } from "./approval";
import { BreakerOrderRequest, BreakerOrderResult } from "./breaker";
import { CanaryView, RollbackRequest, RollbackResult, ShiftRequest } from "./canary";
import type { ConsoleOperation } from "./console-api";
import { GateSettingsChange, GateSettingsView } from "./gates";
import { AliasParams, RouteParams } from "./path-params";
import { RollbackList, RollbackParams, RollbackQuery, RollbackReasonRequest, RollbackVerification } from "./rollback";
import { AliasTraffic, TrafficQuery } from "./traffic";

/** The console API's operations on aliases and their routes: traffic, canary, gates, shifts, rollbacks, breakers. */
export const ALIAS_OPERATIONS: readonly ConsoleOperation[] = [
  { method: "get", path: "/api/aliases", summary: "The aliases of the active version", answer: AliasList },
  {
    method: "get",
    path: "/api/aliases/{alias}/traffic",
    summary: "Requests, errors by class, latency percentiles, tokens and cost by group, from the rollups",
    params: AliasParams,
    query: TrafficQuery,
    answer: AliasTraffic,
    refusals: ["not_found"],
  },
  {
    method: "get",
    path: "/api/aliases/{alias}/canary",
    summary: "Set and measured canary share by cohort, routes with breakers, rollback target, gates",
    params: AliasParams,
    answer: CanaryView,
    refusals: ["not_found"],
  },
  {
    method: "get",
    path: "/api/aliases/{alias}/gates",
    summary: "Modes, actions and limits of the gates",
    params: AliasParams,
    answer: GateSettingsView,
    refusals: ["not_found"],
  },
  {
    method: "put",
    path: "/api/aliases/{alias}/gates",
    summary: "Replace the gate settings; the next evaluation uses them",
    params: AliasParams,
    body: GateSettingsChange,
    answer: GateSettingsView,
    refusals: ["not_found", "conflict"],
  },
  {
    method: "post",
    path: "/api/aliases/{alias}/shift",
    summary: "Set the canary percentage of one cohort; in force for the next request",
    takesIfMatch: true,
    params: AliasParams,
    body: ShiftRequest,
    answer: ShiftAnswer,
    refusals: ["not_found", "conflict", "version_conflict", "precondition_required"],
  },
  {
    method: "post",
    path: "/api/aliases/{alias}/rollback",
    summary: "Restore the alias's section of its rollback target, or of a chosen older version",
    params: AliasParams,
    body: RollbackRequest,
    answer: RollbackResult,
    refusals: ["not_found", "conflict"],
  },
  {
    method: "post",
    path: "/api/routes/{route}/breaker",
    summary: "Force a route's breaker open, take the route out, only observe, or give it back to itself",
    params: RouteParams,
    body: BreakerOrderRequest,
    answer: BreakerOrderResult,
    refusals: ["not_found", "conflict"],
  },
  {
    method: "get",
    path: "/api/rollbacks",
    summary: "Rollbacks newest first, each with its state and how fast it took effect",
    query: RollbackQuery,
    answer: RollbackList,
  },
  {
    method: "get",
    path: "/api/rollbacks/{verification_id}",
    summary: "A rollback with its checks, each with the time it took or pending, and what happened",
    params: RollbackParams,
    answer: RollbackVerification,
    refusals: ["not_found"],
  },
  {
    method: "post",
    path: "/api/rollbacks/{verification_id}/reason",
    summary: "Say afterwards why the rollback was made",
    params: RollbackParams,
    body: RollbackReasonRequest,
    answer: RollbackVerification,
    refusals: ["not_found"],
  },
];
