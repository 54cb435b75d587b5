import { RollbackResult } from "./canary";
import type { ConsoleOperation } from "./console-api";
import { VersionParams } from "./path-params";
import { MapRollbackRequest } from "./rollback";
import { RouteMapDiff, RouteMapVersion, RouteMapVersionList } from "./route-map";
import {
  ActivateAnswer,
  ActivateRequest,
  DraftCheck,
  DraftCheckRequest,
  DraftRequest,
  DraftResult,
  DriftView,
} from "./route-map-draft";
import { RouteMapDiffQuery, RouteMapExportQuery, RouteMapVersionQuery } from "./route-map-queries";

/** The console API's operations on the route map as a whole: versions, drafts, comparison, rollback. */
export const ROUTE_MAP_OPERATIONS: readonly ConsoleOperation[] = [
  {
    method: "post",
    path: "/api/route-map/rollback",
    summary: "Restore every alias as it was in an older version",
    body: MapRollbackRequest,
    answer: RollbackResult,
    refusals: ["not_found", "conflict"],
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
    summary: "Put a draft in force for the next request; 202 when it exposes more and an approver has to decide",
    takesIfMatch: true,
    params: VersionParams,
    body: ActivateRequest,
    answer: ActivateAnswer,
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
];
