import type { DrillRunView } from "@/lib/contract/drill";
import { DrillFaultBody } from "@/lib/contract/drill";
import { EvidencePack, EvidenceParts } from "@/lib/contract/evidence";
import type { RequestDetail } from "@/lib/contract/requests";
import type { DrillObservation } from "@/lib/core/drill-facts";
import { chartCsv, type DrillTotals, examplesOf, figuresByRoute, totalsOf } from "@/lib/core/drill-figures";
import type { ControlContext } from "./context";
import type { CohortMove } from "./drill-actions";
import type { DrillPlan } from "./drill-plan";
import { isoTime } from "./iso-time";

const CHAINS_KEPT = 20;
const AUDIT_ROWS_KEPT = 200;

/** What the process knows of itself. */
export interface EvidenceEnvironment {
  readonly switchyard: string;
  readonly node: string;
  /** Null where the build does not carry it. */
  readonly commit: string | null;
}

export interface EvidenceSources {
  readonly plan: DrillPlan;
  readonly run: DrillRunView;
  readonly observations: readonly DrillObservation[];
  readonly moves: readonly CohortMove[];
  readonly environment: EvidenceEnvironment;
}

/** Gathers the evidence of a run that has ended; what cannot be had is listed with why. No prompt, answer or key is in it. */
export async function composeEvidence(context: ControlContext, sources: EvidenceSources): Promise<EvidenceParts> {
  const { plan, run, observations, environment } = sources;
  const { active, scene } = plan;
  const audit = await context.store.audit.list({ object: `drill_run:${run.id}`, limit: AUDIT_ROWS_KEPT });
  const totals = totalsOf(observations);
  // Only what the schema names goes into the pack.
  return EvidenceParts.parse({
    plan: planOf(sources),
    outcome: run,
    versions: {
      rehearsed: active.version,
      content_hash: active.content_hash,
      author: active.author,
      created_at: active.created_at,
      rollback_target: scene.rollback?.version ?? null,
    },
    steps: run.steps,
    route_changes: await routeChanges(context, sources),
    routes: figuresByRoute(observations).map(({ routeVersion, p50, p95, p99, ...figures }) => ({
      ...figures,
      route_version: routeVersion,
      p50_ms: p50,
      p95_ms: p95,
      p99_ms: p99,
    })),
    totals: totalsPart(totals),
    approvers: run.steps.flatMap(({ title, approved_by, started_at }) =>
      approved_by === null || started_at === null ? [] : [{ step: title, approved_by, at: started_at }],
    ),
    faults: await faultsOf(context, run),
    real_traffic: run.real_traffic,
    chains: await chainsOf(context, observations),
    audit: audit.rows,
    chart_csv: chartCsv(observations, isoTime),
    environment: { name: context.environment, config_hash: active.content_hash, ...environment },
    parts: await partsOf(context, run),
    missing: missingOf(sources, totals.attemptsWithoutUsage),
  });
}

function planOf({ plan, run }: EvidenceSources): EvidenceParts["plan"] {
  const { drill, scene } = plan;
  return {
    drill: drill.id,
    title: drill.title,
    proves: drill.proves,
    blast_radius: drill.blastRadius,
    alias: scene.alias,
    reason: run.reason,
    steps: drill.steps.map(({ id, title, expects, boundMs }) => ({
      id,
      title,
      expects: expects.map(({ kind }) => kind),
      bound_ms: boundMs,
    })),
  };
}

function totalsPart(totals: DrillTotals): EvidenceParts["totals"] {
  const { inputTokens, outputTokens, cost, attemptsWithoutUsage, ...counts } = totals;
  return {
    ...counts,
    input_tokens: inputTokens,
    output_tokens: outputTokens,
    cost_usd: cost,
    attempts_without_usage: attemptsWithoutUsage,
  };
}

async function routeChanges(
  context: ControlContext,
  { run, moves }: EvidenceSources,
): Promise<EvidenceParts["route_changes"]> {
  const versions = await context.store.routeMap.versions(null, 50);
  const real = versions.filter(({ created_at }) => created_at >= run.started_at);
  return [
    ...moves.map(({ atMs, what, tookMs }) => ({ at: isoTime(atMs), what, took_ms: tookMs })),
    ...real.map(({ created_at, version, author, summary }) => ({
      at: created_at,
      what: `v${version} of the real route map by ${author}: ${summary}`,
      took_ms: null,
    })),
  ].sort((left, right) => (left.at < right.at ? -1 : 1));
}

async function faultsOf(context: ControlContext, run: DrillRunView): Promise<DrillFaultBody[]> {
  const records = await context.store.control.records({ kind: "drill_fault", subject: run.alias, limit: 100 });
  return records.map(({ body }) => DrillFaultBody.parse(body)).filter(({ run_id }) => run_id === run.id);
}

async function chainsOf(context: ControlContext, observations: readonly DrillObservation[]): Promise<RequestDetail[]> {
  const chains: RequestDetail[] = [];
  for (const { traceId } of examplesOf(observations, CHAINS_KEPT)) {
    const detail = traceId === null ? null : await context.store.reports.request(traceId);
    if (detail !== null) chains.push(detail);
  }
  return chains;
}

async function partsOf(context: ControlContext, run: DrillRunView): Promise<EvidenceParts["parts"]> {
  return Promise.all(
    run.parts.map(async (id) => {
      const record = await context.store.control.record("drill_run", id);
      const pack = await context.store.control.record("evidence_pack", id);
      const sha256 = pack === null ? null : EvidencePack.parse(pack.body).manifest.pack;
      const { drill, sentence } = DrillOfPart.parse(record?.body);
      return { run_id: id, drill, state: record?.state ?? "unknown", sentence, sha256 };
    }),
  );
}

const DrillOfPart = EvidenceParts.shape.parts.element.pick({ drill: true, sentence: true });

function missingOf(
  { run, observations, environment }: EvidenceSources,
  withoutUsage: number,
): EvidenceParts["missing"] {
  const missing = [
    {
      what: "billing records of the providers",
      why: "no documented interface gives them for single requests; compare the totals with the account's own page",
    },
    { what: "prompts and answers", why: "they are never stored; the shapes of the requests are in the steps" },
  ];
  if (environment.commit === null) missing.push({ what: "commit", why: "this build does not carry it" });
  if (withoutUsage > 0) {
    missing.push({
      what: `token usage of ${withoutUsage} attempts`,
      why: "their provider reported none: they failed, or a fault of the drill stood in for the provider",
    });
  }
  const skipped = run.steps.filter(({ state }) => state === "skipped").length;
  if (skipped > 0) missing.push({ what: `${skipped} steps`, why: `they were not reached: ${run.sentence}` });
  const unrecorded = observations.filter(({ record }) => record === null).length;
  if (unrecorded > 0)
    missing.push({ what: `${unrecorded} chains`, why: "their requests were refused before the ledger" });
  if (observations.length === 0) missing.push({ what: "figures by route", why: "the run itself sent no request" });
  return missing;
}
