import type { z } from "zod";
import { ALIAS_OPERATIONS } from "./alias-operations";
import { AuditList, AuditQuery } from "./audit";
import { CONTRACT_OPERATIONS } from "./contract-operations";
import { DIRECTORY_OPERATIONS } from "./directory-api";
import { DRILL_OPERATIONS } from "./drill-operations";
import type { ApiErrorCode } from "./error";
import { ExportParams, ExportQuery } from "./exports";
import { HealthView, ReadyView } from "./health";
import { LiveEvent } from "./live";
import { Overview, OverviewQuery } from "./overview";
import { TraceParams } from "./path-params";
import { RequestDetail, RequestList, RequestListQuery } from "./requests";
import { ROLLOUT_OPERATIONS } from "./rollout-operations";
import { ROUTE_MAP_OPERATIONS } from "./route-map-operations";
import { SessionView, SignedOut, SignInRequest } from "./session";

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
  ...ALIAS_OPERATIONS,
  ...ROLLOUT_OPERATIONS,
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
  ...ROUTE_MAP_OPERATIONS,
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
