import type { ProbeList, ProbeRun } from "@/lib/contract/probe";
import { CONTRACT_ROWS, type ContractRowId, forEveryRow } from "@/lib/core/contract-rows";
import { type ContractRowState, contractRowState } from "@/lib/core/contract-standing";
import { contractMatrix, type MatrixCheck, type MatrixColumn } from "@/lib/core/probes/contract-matrix";
import { PROBE_CHECKS } from "@/lib/core/probes/probe-check";
import { PROBES, STREAM_CHECKS } from "@/lib/core/probes/probe-definition";
import type { Endpoint } from "@/lib/core/routing-snapshot";
import type { ControlContext } from "./context";
import { contractSheets, type KeptSheet } from "./contract-sheets";
import { isoTimeOrNull } from "./iso-time";
import { probeSchedule } from "./probe-schedule";
import { routeContracts } from "./read-contracts";
import { lastRun } from "./run-probes";

/** What can be probed, the last run of each route, and what it says of each contract row. */
export async function readProbes(context: ControlContext): Promise<ProbeList> {
  const routes = routeContracts(context);
  const [sheets, { schedule, nextAtMs }, runs] = await Promise.all([
    contractSheets(context),
    probeSchedule(context),
    Promise.all(routes.map(({ route }) => shownRun(context, route))),
  ]);
  const known = runs.filter((run): run is ProbeRun => run !== null);
  const columns = routes.flatMap(({ route, provider, endpoints }) =>
    endpoints.map((endpoint) => ({ route, provider, spoken: endpoint })),
  );
  const judged = columns.map((column): MatrixColumn => {
    const run = known.find(({ route }) => route === column.route);
    return {
      route: column.route,
      endpoint: column.spoken,
      states: rowStates(context, sheets, column.provider, column.spoken),
      checks: run === undefined ? null : checksOf(run, column.spoken),
    };
  });
  return {
    definitions: PROBES.map(({ id, label, expects, checks, isStreamedToo }) => ({
      probe: id,
      label,
      expects,
      checks: [...checks, ...(isStreamedToo ? STREAM_CHECKS : [])].map((check) => PROBE_CHECKS[check]),
      is_streamed_too: isStreamedToo,
    })),
    schedule: { ...schedule, next_at: isoTimeOrNull(nextAtMs) },
    last_runs: known,
    columns,
    matrix: contractMatrix(judged).map(({ row, cells }) => ({
      row,
      label: CONTRACT_ROWS[row].label,
      is_required: CONTRACT_ROWS[row].isRequired,
      cells: cells.map(({ route, endpoint, state, probes, failedChecks }) => ({
        route,
        spoken: endpoint,
        state,
        probes,
        failed_checks: failedChecks.map((check) => PROBE_CHECKS[check]),
      })),
    })),
    drift: known.flatMap(({ route, run_id, results }) =>
      results.flatMap(({ drift, endpoint, probe }) =>
        drift.map((field) => ({ ...field, route, run_id, endpoint, probe })),
      ),
    ),
  };
}

/** What happens to a provider now and then, and is no matter of its contract. */
const PASSING_TROUBLE: ReadonlySet<string | null> = new Set([
  "transport_timeout",
  "transport_error",
  "server_error",
  "rate_limited",
  "stream_interrupted",
]);

function checksOf(run: ProbeRun, endpoint: Endpoint): MatrixCheck[] {
  return run.results
    .filter(({ spoken }) => spoken === endpoint)
    .flatMap(({ checks, error_class: seen }) =>
      checks.map(({ check, pass }) => ({ check, pass, isTelling: pass || !PASSING_TROUBLE.has(seen) })),
    );
}

/** A run that goes on is shown once it has something to show; until then the one before it. */
async function shownRun(context: ControlContext, route: string): Promise<ProbeRun | null> {
  const newest = await lastRun(context, route);
  if (newest === null || newest.state !== "running" || newest.results.length > 0) return newest;
  const finished = await lastRun(context, route, ["passed", "failed", "interrupted"]);
  return { ...newest, results: finished?.results ?? [] };
}

function rowStates(
  context: ControlContext,
  sheets: readonly KeptSheet[],
  provider: string,
  endpoint: string,
): Record<ContractRowId, ContractRowState> {
  const sheet = sheets.find((kept) => kept.sheet.provider === provider && kept.sheet.endpoint === endpoint)?.sheet;
  const state = (row: ContractRowId): ContractRowState => {
    const verifiedAt = sheet?.rows[row].verified_at ?? null;
    return contractRowState(verifiedAt === null ? null : Date.parse(verifiedAt), context.nowMs());
  };
  return forEveryRow(state);
}
