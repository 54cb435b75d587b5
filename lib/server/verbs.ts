/** The verbs and reads a route handler may hand over to; each takes `runtime().control` first. */
export { exportRouteMap } from "@/lib/control/export-route-map";
export { openLiveStream } from "@/lib/control/open-live-stream";
export { overrideBreaker } from "@/lib/control/override-breaker";
export { readAliasTraffic } from "@/lib/control/read-alias-traffic";
export { readAliases } from "@/lib/control/read-aliases";
export { readAudit } from "@/lib/control/read-audit";
export { readCanary } from "@/lib/control/read-canary";
export { readOverview } from "@/lib/control/read-overview";
export { readRequest } from "@/lib/control/read-request";
export { readRequests } from "@/lib/control/read-requests";
export {
  readActiveRouteMap,
  readRouteMapDiff,
  readRouteMapVersion,
  readRouteMapVersions,
} from "@/lib/control/read-route-map";
export { rollBack } from "@/lib/control/roll-back";
export { shiftCohort } from "@/lib/control/shift-cohort";
