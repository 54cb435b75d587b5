import type { ConsoleOperation } from "./console-api";
import { DrillList, DrillParams, DrillRunParams, DrillRunView, RunDrillRequest, StartedDrill } from "./drill";

/** The part of the console API that runs drills and hands out their evidence. */
export const DRILL_OPERATIONS: readonly ConsoleOperation[] = [
  { method: "get", path: "/api/drills", summary: "Catalogue of drills, what runs, newest runs", answer: DrillList },
  {
    method: "post",
    path: "/api/drills/{drill}/run",
    summary: "Start a drill on an alias; it goes on by itself, with a hard end",
    params: DrillParams,
    body: RunDrillRequest,
    answer: StartedDrill,
    refusals: ["not_found", "conflict"],
  },
  {
    method: "get",
    path: "/api/drill-runs/{id}",
    summary: "One run: steps with expected and seen, log, times",
    params: DrillRunParams,
    answer: DrillRunView,
    refusals: ["not_found"],
  },
  {
    method: "post",
    path: "/api/drill-runs/{id}/stop",
    summary: "Stop a run and take its fault away",
    params: DrillRunParams,
    answer: DrillRunView,
    refusals: ["not_found", "conflict"],
  },
  {
    method: "get",
    path: "/api/drill-runs/{id}/evidence",
    summary: "The evidence pack of a run that is over, with its SHA-256 manifest",
    params: DrillRunParams,
    answer: null,
    contentType: "application/json",
    refusals: ["not_found", "conflict"],
  },
];
