/** The verbs and reads a route handler may hand over to; each takes `runtime().control` first. */
export { activateVersion } from "@/lib/control/activate-version";
export { addPerson } from "@/lib/control/add-person";
export { advanceRollout } from "@/lib/control/advance-rollout";
export { changeClient } from "@/lib/control/change-client";
export { changeGateSettings } from "@/lib/control/change-gate-settings";
export { changePerson } from "@/lib/control/change-person";
export { changeToken } from "@/lib/control/change-token";
export { checkDraft } from "@/lib/control/check-draft";
export { createClient } from "@/lib/control/create-client";
export { createToken } from "@/lib/control/create-token";
export { decideApproval } from "@/lib/control/decide-approval";
export { draftVersion } from "@/lib/control/draft-version";
export { editContractRow } from "@/lib/control/edit-contract-row";
export { exportRouteMap } from "@/lib/control/export-route-map";
export { giveRollbackReason } from "@/lib/control/give-rollback-reason";
export { exportEvidence } from "@/lib/control/keep-evidence";
export { openLiveStream } from "@/lib/control/open-live-stream";
export { overrideBreaker } from "@/lib/control/override-breaker";
export { pauseRollout } from "@/lib/control/pause-rollout";
export { setProbeSchedule } from "@/lib/control/probe-schedule";
export { readAliasTraffic } from "@/lib/control/read-alias-traffic";
export { readAliases } from "@/lib/control/read-aliases";
export { readApproval, readApprovals } from "@/lib/control/read-approvals";
export { readAudit } from "@/lib/control/read-audit";
export { readCanary } from "@/lib/control/read-canary";
export { readClients } from "@/lib/control/read-clients";
export { readContracts } from "@/lib/control/read-contracts";
export { readDrift } from "@/lib/control/read-drift";
export { readDrillRun, readDrills } from "@/lib/control/read-drills";
export { readGateSettings } from "@/lib/control/read-gate-settings";
export { compareCost, readModels } from "@/lib/control/read-models";
export { readOverview } from "@/lib/control/read-overview";
export { readPeople } from "@/lib/control/read-people";
export { readProbes } from "@/lib/control/read-probes";
export { readProviders } from "@/lib/control/read-providers";
export { readRequest } from "@/lib/control/read-request";
export { readRequests } from "@/lib/control/read-requests";
export { readRollback } from "@/lib/control/read-rollback";
export { readRollbacks } from "@/lib/control/read-rollbacks";
export { readRollout, readRollouts } from "@/lib/control/read-rollouts";
export {
  readActiveRouteMap,
  readRouteMapDiff,
  readRouteMapVersion,
  readRouteMapVersions,
} from "@/lib/control/read-route-map";
export { readTokens } from "@/lib/control/read-tokens";
export { refreshCatalogue } from "@/lib/control/refresh-catalogue";
export { rollBack } from "@/lib/control/roll-back";
export { rollBackMap } from "@/lib/control/roll-back-map";
export { runDrill } from "@/lib/control/run-drill";
export { runProbes } from "@/lib/control/run-probes";
export { shiftCohort } from "@/lib/control/shift-cohort";
export { startRollout } from "@/lib/control/start-rollout";
export { stopDrill } from "@/lib/control/stop-drill";
export { undoRollback } from "@/lib/control/undo-rollback";
export { verifyContractRow } from "@/lib/control/verify-contract-row";
