import { aliasActivity } from "./alias-activity";
import { aliasTraffic } from "./alias-traffic";
import { auditList } from "./audit-list";
import { cohortShares } from "./cohort-shares";
import { recentChanges } from "./recent-changes";
import { requestDetail } from "./request-detail";
import { requestList } from "./request-list";
import { rollbackTraffic } from "./rollback-traffic";
import { routeServing } from "./route-serving";
import { stageEvidence } from "./stage-evidence";
import { stageVerdicts } from "./stage-verdicts";
import { verifyAudit } from "./verify-audit";

/** Every question the report worker answers, by name. */
export const reportQueries = {
  aliasActivity,
  aliasTraffic,
  auditList,
  cohortShares,
  recentChanges,
  requestDetail,
  requestList,
  rollbackTraffic,
  routeServing,
  stageEvidence,
  stageVerdicts,
  verifyAudit,
};

export type ReportQueries = typeof reportQueries;
