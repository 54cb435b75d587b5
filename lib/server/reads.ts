import type { AliasList } from "@/lib/contract/alias-list";
import type { ApprovalList, ApprovalQuery, ApprovalView } from "@/lib/contract/approval";
import type { AuditList, AuditQuery } from "@/lib/contract/audit";
import type { CanaryView } from "@/lib/contract/canary";
import type { Window } from "@/lib/contract/common";
import type { ContractList } from "@/lib/contract/contract-sheet";
import type { ClientList, PeopleList, ProviderList, SettingsView, TokenList } from "@/lib/contract/directory";
import type { DrillList, DrillRunView } from "@/lib/contract/drill";
import type { EvidencePack } from "@/lib/contract/evidence";
import type { GateSettingsView } from "@/lib/contract/gates";
import type { CostComparison, CostQuery, ModelList } from "@/lib/contract/model-catalogue";
import type { Overview } from "@/lib/contract/overview";
import type { ProbeList } from "@/lib/contract/probe";
import type { RequestDetail, RequestList, RequestListQuery } from "@/lib/contract/requests";
import type { RollbackList, RollbackVerification } from "@/lib/contract/rollback";
import type { RolloutList, RolloutView } from "@/lib/contract/rollout";
import type { RouteMapContent, RouteMapDiff, RouteMapVersion, RouteMapVersionList } from "@/lib/contract/route-map";
import type { DriftView } from "@/lib/contract/route-map-draft";
import type { Principal, SessionView } from "@/lib/contract/session";
import type { AliasTraffic, TrafficQuery } from "@/lib/contract/traffic";
import type { ControlContext } from "@/lib/control/context";
import { exportRouteMap } from "@/lib/control/export-route-map";
import { readEvidence } from "@/lib/control/keep-evidence";
import { readAliasTraffic } from "@/lib/control/read-alias-traffic";
import { readAliases } from "@/lib/control/read-aliases";
import { readApproval, readApprovals } from "@/lib/control/read-approvals";
import { readAudit } from "@/lib/control/read-audit";
import { readCanary } from "@/lib/control/read-canary";
import { readClients } from "@/lib/control/read-clients";
import { readContracts } from "@/lib/control/read-contracts";
import { readDrift } from "@/lib/control/read-drift";
import { readDrillRun, readDrills } from "@/lib/control/read-drills";
import { readGateSettings } from "@/lib/control/read-gate-settings";
import { compareCost, readModels } from "@/lib/control/read-models";
import { readOverview } from "@/lib/control/read-overview";
import { readPeople } from "@/lib/control/read-people";
import { readProbes } from "@/lib/control/read-probes";
import { readProviders } from "@/lib/control/read-providers";
import { readRequest } from "@/lib/control/read-request";
import { readRequests } from "@/lib/control/read-requests";
import { readRollback } from "@/lib/control/read-rollback";
import { readRollbacks } from "@/lib/control/read-rollbacks";
import { readRollout, readRollouts } from "@/lib/control/read-rollouts";
import { readRouteMapDiff, readRouteMapVersion, readRouteMapVersions } from "@/lib/control/read-route-map";
import { readTokens } from "@/lib/control/read-tokens";
import { readSettings, type SettingsSources } from "./read-settings";

/** What pages put into their server HTML: the same answers the console API gives, without the way over HTTP. */
export interface Reads {
  session(principal: Principal): SessionView;
  overview(window: Window): Promise<Overview>;
  aliases(): readonly string[];
  aliasList(): Promise<AliasList>;
  traffic(alias: string, query: TrafficQuery): Promise<AliasTraffic>;
  canary(alias: string): Promise<CanaryView>;
  gateSettings(alias: string): Promise<GateSettingsView>;
  requests(query: RequestListQuery): Promise<RequestList>;
  request(traceId: string): Promise<RequestDetail>;
  /** The active route map's content. */
  routeMap(): RouteMapContent;
  /** The newest versions, or those below `before`. */
  routeMapVersions(before?: number | null): Promise<RouteMapVersionList>;
  routeMapVersion(version: number): Promise<RouteMapVersion>;
  routeMapDrift(): Promise<DriftView>;
  routeMapYaml(version: number): Promise<string>;
  routeMapDiff(from: number, to: number): Promise<RouteMapDiff>;
  /** Newest first, of one alias or of all, older than `cursor`. */
  rollbacks(alias: string | null, cursor: number | null): Promise<RollbackList>;
  rollback(verificationId: string): Promise<RollbackVerification>;
  /** Newest first; only those that are not over with `open`. */
  rollouts(isOpenOnly: boolean): Promise<RolloutList>;
  rollout(id: string): Promise<RolloutView>;
  approvals(principal: Principal, query: Pick<ApprovalQuery, "state" | "mine">): Promise<ApprovalList>;
  approval(id: string): Promise<ApprovalView>;
  audit(query: AuditQuery): Promise<AuditList>;
  contracts(): Promise<ContractList>;
  probes(): Promise<ProbeList>;
  models(): Promise<ModelList>;
  cost(query: CostQuery): Promise<CostComparison>;
  drills(): Promise<DrillList>;
  drillRun(id: string): Promise<DrillRunView>;
  evidence(runId: string): Promise<EvidencePack>;
  people(): Promise<PeopleList>;
  tokens(): Promise<TokenList>;
  clients(): Promise<ClientList>;
  providers(): Promise<ProviderList>;
  settings(): SettingsView;
}

const FIRST_PAGE = 50;

export function createReads(
  context: ControlContext,
  outside: Pick<SettingsSources, "config" | "recording" | "singleSignOn">,
): Reads {
  return {
    session: (principal) => ({
      principal,
      environment: context.environment,
      instance_count: 1,
      active_version: context.active().version,
      public_url: outside.config.publicUrl,
    }),
    overview: (window) => readOverview(context, window),
    aliases: () => Object.keys(context.active().content.aliases),
    aliasList: () => readAliases(context),
    traffic: (alias, query) => readAliasTraffic(context, { alias, ...query }),
    canary: (alias) => readCanary(context, alias),
    gateSettings: (alias) => readGateSettings(context, alias),
    requests: (query) => readRequests(context, query),
    request: (traceId) => readRequest(context, traceId),
    routeMap: () => context.active().content,
    routeMapVersions: (before) => readRouteMapVersions(context, { cursor: before ?? undefined, limit: FIRST_PAGE }),
    routeMapVersion: (version) => readRouteMapVersion(context, version),
    routeMapDrift: () => readDrift(context),
    routeMapYaml: async (version) => (await exportRouteMap(context, version)).yaml,
    routeMapDiff: (from, to) => readRouteMapDiff(context, from, to),
    rollbacks: (alias, cursor) =>
      readRollbacks(context, { alias: alias ?? undefined, cursor: cursor ?? undefined, limit: FIRST_PAGE }),
    rollback: (verificationId) => readRollback(context, verificationId),
    rollouts: (isOpenOnly) => readRollouts(context, { limit: FIRST_PAGE, ...(isOpenOnly ? { state: "open" } : {}) }),
    rollout: (id) => readRollout(context, id),
    approvals: (principal, query) => readApprovals(context, principal, { limit: FIRST_PAGE, ...query }),
    approval: (id) => readApproval(context, id),
    audit: (query) => readAudit(context, query),
    contracts: () => readContracts(context),
    probes: () => readProbes(context),
    models: () => readModels(context),
    cost: (query) => compareCost(context, query),
    drills: () => readDrills(context),
    drillRun: (id) => readDrillRun(context, id),
    evidence: (runId) => readEvidence(context, runId),
    people: () => readPeople(context),
    tokens: () => readTokens(context),
    clients: () => readClients(context),
    providers: () => readProviders(context),
    settings: () => readSettings({ ...outside, control: context }),
  };
}
