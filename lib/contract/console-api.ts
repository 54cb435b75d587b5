import type { z } from "zod";
import { AliasList } from "./alias-list";
import { ShiftAnswer } from "./approval";
import { AuditList, AuditQuery } from "./audit";
import { BreakerOrderRequest, BreakerOrderResult } from "./breaker";
import { CanaryView, RollbackRequest, RollbackResult, ShiftRequest } from "./canary";
import { CONTRACT_OPERATIONS } from "./contract-operations";
import { DIRECTORY_OPERATIONS } from "./directory-api";
import { DRILL_OPERATIONS } from "./drill-operations";
import type { ApiErrorCode } from "./error";
import { ExportParams, ExportQuery } from "./exports";
import { GateSettingsChange, GateSettingsView } from "./gates";
import { HealthView, ReadyView } from "./health";
import { LiveEvent } from "./live";
import { Overview, OverviewQuery } from "./overview";
import { AliasParams, RouteParams, TraceParams, VersionParams } from "./path-params";
import { RequestDetail, RequestList, RequestListQuery } from "./requests";
import { MapRollbackRequest, RollbackParams, RollbackReasonRequest, RollbackVerification } from "./rollback";
import { ROLLOUT_OPERATIONS } from "./rollout-operations";
import { RouteMapDiff, RouteMapVersion, RouteMapVersionList } from "./route-map";
import {
  ActivateRequest,
  ActivateResult,
  DraftCheck,
  DraftCheckRequest,
  DraftRequest,
  DraftResult,
  DriftView,
} from "./route-map-draft";
import { RouteMapDiffQuery, RouteMapExportQuery, RouteMapVersionQuery } from "./route-map-queries";
import { SessionView, SignedOut, SignInRequest } from "./session";
import { AliasTraffic, TrafficQuery } from "./traffic";

/** One operation of the console API, as documents and tests read it. The handler under `app/api` is the other half. */
export interface ConsoleOperation {
  readonly method: "get" | "post" | "put";
  /** With `{name}` for path parameters. */
  readonly path: string;
  readonly summary: string;
  /** Readable without a principal. */
  readonly isPublic?: true;
  /** Takes `If-Match` with the number of the active route map version. */
  readonly takesIfMatch?: true;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly answer: z.ZodType | null;
  /** JSON unless said otherwise. */
  readonly contentType?: "application/x-ndjson" | "application/yaml" | "text/event-stream" | "application/json";
  /** Refusals beyond those every operation shares. */
  readonly refusals?: readonly ApiErrorCode[];
}

/** Every operation that exists. What is not listed here is not served. */
export const CONSOLE_OPERATIONS: readonly ConsoleOperation[] = [
  { method: "get", path: "/api/health", summary: "Liveness", isPublic: true, answer: HealthView },
  {
    method: "get",
    path: "/api/ready",
    summary: "Readiness; 503 while this instance should get no traffic",
    isPublic: true,
    answer: ReadyView,
  },
  { method: "get", path: "/api/session", summary: "Who is asking, and where", answer: SessionView },
  {
    method: "post",
    path: "/api/auth/sign-in",
    summary: "Sign in with e-mail and password",
    isPublic: true,
    body: SignInRequest,
    answer: SessionView,
    refusals: ["unauthenticated", "forbidden", "rate_limited"],
  },
  { method: "post", path: "/api/auth/sign-out", summary: "Sign out", answer: SignedOut },
  {
    method: "get",
    path: "/api/overview",
    summary: "Headline, needs-attention list, aliases worst first, running canaries, recent changes",
    query: OverviewQuery,
    answer: Overview,
  },
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
  ...ROLLOUT_OPERATIONS,
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
    method: "post",
    path: "/api/route-map/rollback",
    summary: "Restore every alias as it was in an older version",
    body: MapRollbackRequest,
    answer: RollbackResult,
    refusals: ["not_found", "conflict"],
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
  {
    method: "get",
    path: "/api/requests",
    summary: "Requests newest first, the chain in each row",
    query: RequestListQuery,
    answer: RequestList,
  },
  {
    method: "get",
    path: "/api/requests/{trace_id}",
    summary: "One request with every attempt and every candidate not tried",
    params: TraceParams,
    answer: RequestDetail,
    refusals: ["not_found"],
  },
  { method: "get", path: "/api/route-map", summary: "The active version with its content", answer: RouteMapVersion },
  {
    method: "get",
    path: "/api/route-map/versions",
    summary: "Versions newest first",
    query: RouteMapVersionQuery,
    answer: RouteMapVersionList,
  },
  {
    method: "post",
    path: "/api/route-map/versions",
    summary: "Write a draft as a validated new version that is not active",
    takesIfMatch: true,
    body: DraftRequest,
    answer: DraftResult,
    refusals: ["conflict", "version_conflict"],
  },
  {
    method: "post",
    path: "/api/route-map/versions/{version}/activate",
    summary: "Put a draft in force for the next request",
    takesIfMatch: true,
    params: VersionParams,
    body: ActivateRequest,
    answer: ActivateResult,
    refusals: ["not_found", "conflict", "version_conflict", "precondition_required"],
  },
  {
    method: "post",
    path: "/api/route-map/check",
    summary: "What a draft would change, its problems by line, and what stands against it; writes nothing",
    body: DraftCheckRequest,
    answer: DraftCheck,
  },
  {
    method: "get",
    path: "/api/route-map/drift",
    summary: "Where the configuration file differs from the active version",
    answer: DriftView,
  },
  {
    method: "get",
    path: "/api/route-map/versions/{version}",
    summary: "One version with its content",
    params: VersionParams,
    answer: RouteMapVersion,
    refusals: ["not_found"],
  },
  {
    method: "get",
    path: "/api/route-map/diff",
    summary: "What differs between two versions, in plain words and raw",
    query: RouteMapDiffQuery,
    answer: RouteMapDiff,
    refusals: ["not_found"],
  },
  {
    method: "get",
    path: "/api/route-map/export",
    summary: "A version as a YAML file, without keys",
    query: RouteMapExportQuery,
    answer: null,
    contentType: "application/yaml",
    refusals: ["not_found"],
  },
  ...CONTRACT_OPERATIONS,
  { method: "get", path: "/api/audit", summary: "The audit trail, newest first", query: AuditQuery, answer: AuditList },
  {
    method: "get",
    path: "/api/exports/{kind}",
    summary: "The audit trail or the requests as JSON Lines or CSV, newest first, with a last line that counts them",
    params: ExportParams,
    query: ExportQuery,
    answer: null,
    contentType: "application/x-ndjson",
    refusals: ["rate_limited"],
  },
  ...DIRECTORY_OPERATIONS,
  ...DRILL_OPERATIONS,
  {
    method: "get",
    path: "/api/live",
    summary: "Server-sent events; honours Last-Event-ID",
    answer: LiveEvent,
    contentType: "text/event-stream",
    refusals: ["rate_limited"],
  },
  {
    method: "get",
    path: "/api/openapi.json",
    summary: "This document",
    answer: null,
    contentType: "application/json",
  },
];
