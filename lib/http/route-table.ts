import type { Action } from "./authorize";

/** One handler of the server: where it is, and which row of the permission table guards it. */
export interface TableRow {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** The path as the file system spells it, with `[name]` for parameters. */
  readonly path: string;
  readonly action: Action;
}

/**
 * Every console handler, once. A new `route.ts` needs a row here; the role matrix is generated from it and runs
 * each row through the real handler. The gateway's `/v1` is guarded by client keys and not part of it.
 */
export const ROUTE_TABLE: readonly TableRow[] = [
  { method: "POST", path: "/api/auth/sign-in", action: "session.open" },
  { method: "POST", path: "/api/auth/sign-out", action: "session.close" },
  { method: "GET", path: "/api/session", action: "session.read" },
  { method: "GET", path: "/api/health", action: "health.read" },
  { method: "GET", path: "/api/ready", action: "health.read" },
  { method: "GET", path: "/api/openapi.json", action: "route_map.read" },
  { method: "GET", path: "/api/overview", action: "traffic.read" },
  { method: "GET", path: "/api/aliases", action: "route_map.read" },
  { method: "GET", path: "/api/aliases/[alias]/traffic", action: "traffic.read" },
  { method: "GET", path: "/api/aliases/[alias]/canary", action: "canary.read" },
  { method: "POST", path: "/api/aliases/[alias]/shift", action: "cohort.shift" },
  { method: "POST", path: "/api/aliases/[alias]/rollback", action: "alias.roll_back" },
  { method: "POST", path: "/api/routes/[route]/breaker", action: "breaker.override" },
  { method: "GET", path: "/api/rollbacks/[verification_id]", action: "rollback.read" },
  { method: "POST", path: "/api/rollbacks/[verification_id]/reason", action: "rollback.explain" },
  { method: "POST", path: "/api/route-map/rollback", action: "route_map.roll_back" },
  { method: "GET", path: "/api/requests", action: "requests.read" },
  { method: "GET", path: "/api/requests/[trace_id]", action: "requests.read" },
  { method: "GET", path: "/api/route-map", action: "route_map.read" },
  { method: "GET", path: "/api/route-map/versions", action: "route_map.read" },
  { method: "POST", path: "/api/route-map/versions", action: "route_map.draft" },
  { method: "GET", path: "/api/route-map/versions/[version]", action: "route_map.read" },
  { method: "POST", path: "/api/route-map/versions/[version]/activate", action: "route_map.activate" },
  { method: "POST", path: "/api/route-map/check", action: "route_map.draft" },
  { method: "GET", path: "/api/route-map/drift", action: "route_map.read" },
  { method: "GET", path: "/api/route-map/diff", action: "route_map.read" },
  { method: "GET", path: "/api/route-map/export", action: "route_map.read" },
  { method: "GET", path: "/api/contracts", action: "contract.read" },
  { method: "PUT", path: "/api/contracts/[provider]/[endpoint]/rows/[row]", action: "contract.edit" },
  { method: "POST", path: "/api/contracts/[provider]/[endpoint]/rows/[row]/verify", action: "contract.verify" },
  { method: "GET", path: "/api/probes", action: "probe.read" },
  { method: "POST", path: "/api/probes/run", action: "probe.run" },
  { method: "PUT", path: "/api/probes/schedule", action: "probe.run" },
  { method: "GET", path: "/api/models", action: "contract.read" },
  { method: "POST", path: "/api/models/refresh", action: "catalogue.refresh" },
  { method: "GET", path: "/api/models/cost", action: "contract.read" },
  { method: "GET", path: "/api/audit", action: "audit.read" },
  { method: "GET", path: "/api/exports/[kind]", action: "records.export" },
  { method: "GET", path: "/api/drills", action: "drills.read" },
  { method: "POST", path: "/api/drills/[drill]/run", action: "drill.run" },
  { method: "GET", path: "/api/drill-runs/[id]", action: "drills.read" },
  { method: "POST", path: "/api/drill-runs/[id]/stop", action: "drill.stop" },
  { method: "GET", path: "/api/drill-runs/[id]/evidence", action: "drills.read" },
  { method: "GET", path: "/api/live", action: "live.read" },
  { method: "GET", path: "/api/settings", action: "settings.read" },
  { method: "POST", path: "/api/auth/set-password", action: "session.open" },
  { method: "GET", path: "/api/auth/sso/start", action: "session.open" },
  { method: "GET", path: "/api/auth/callback/oidc", action: "session.open" },
  { method: "GET", path: "/api/people", action: "directory.manage" },
  { method: "POST", path: "/api/people", action: "directory.manage" },
  { method: "POST", path: "/api/people/[person]/roles", action: "directory.manage" },
  { method: "POST", path: "/api/people/[person]/disable", action: "directory.manage" },
  { method: "POST", path: "/api/people/[person]/enable", action: "directory.manage" },
  { method: "POST", path: "/api/people/[person]/reset-password", action: "directory.manage" },
  { method: "POST", path: "/api/people/[person]/end-sessions", action: "directory.manage" },
  { method: "GET", path: "/api/tokens", action: "directory.manage" },
  { method: "POST", path: "/api/tokens", action: "directory.manage" },
  { method: "POST", path: "/api/tokens/[token]/rotate", action: "directory.manage" },
  { method: "POST", path: "/api/tokens/[token]/revoke", action: "directory.manage" },
  { method: "GET", path: "/api/clients", action: "directory.manage" },
  { method: "POST", path: "/api/clients", action: "directory.manage" },
  { method: "POST", path: "/api/clients/[client]/limits", action: "directory.manage" },
  { method: "POST", path: "/api/clients/[client]/rotate", action: "directory.manage" },
  { method: "POST", path: "/api/clients/[client]/revoke", action: "directory.manage" },
  { method: "GET", path: "/api/providers", action: "directory.manage" },
  { method: "POST", path: "/api/providers/[provider]/key", action: "directory.manage" },
  { method: "GET", path: "/metrics", action: "metrics.read" },
];
