import type Database from "better-sqlite3";
import type { ComparedWith, EvidenceSpan } from "@/lib/core/gate";
import { Sketch } from "@/lib/core/sketch";
import { storedArm } from "../schema/stored-codes";
import type { StageCohort, StageEvidence, StageQuery } from "../stage-evidence";
import { ArmSum } from "./arm-sum";
import { canaryOutcomes } from "./canary-outcomes";
import { Names } from "./read-names";
import { type StageCalls, type StageRequests, stageCalls, stageRequests } from "./stage-rows";

type SumName = "canary" | "paired" | "reference" | "stable";

/** What the ledger knows of a stage: counts span by span, latency and the newest outcomes. Empty for an unknown alias. */
export function stageEvidence(db: Database.Database, query: StageQuery): StageEvidence {
  const names = new Names(db);
  const aliasId = names.id(query.alias);
  const canaryRouteId = names.id(query.canaryRoute) ?? NO_ID;
  const sums = new StageSums(query, names, canaryRouteId);
  const none = { recent: [], inFlight: { count: 0, oldestMs: null } };
  if (aliasId === undefined) return { ...sums.evidence(), ...none };
  const span = { aliasId, fromVersion: query.fromVersion, sinceMs: query.sinceMs, nowMs: query.nowMs };
  for (const row of stageCalls(db, span)) sums.addCalls(row);
  for (const row of stageRequests(db, span)) sums.addRequests(row);
  return { ...sums.evidence(), ...canaryOutcomes(db, span, canaryRouteId) };
}

/** No name has this number. */
const NO_ID = -1;

class StageSums {
  private readonly spans = new Map<number, Record<SumName, ArmSum>>();
  private readonly latency = { canary: new Sketch(), paired: new Sketch(), reference: new Sketch() };
  private readonly referenceOf: ReadonlyMap<number, StageCohort["reference"]>;
  private readonly stableRouteId: number;
  private readonly comparedWith: ComparedWith | null;

  constructor(
    query: StageQuery,
    names: Names,
    private readonly canaryRouteId: number,
  ) {
    this.stableRouteId = names.id(query.stableRoute) ?? NO_ID;
    this.referenceOf = new Map(
      query.cohorts.map(({ cohort, reference }) => [names.id(cohort) ?? NO_ID, reference] as const),
    );
    const references = query.cohorts.map(({ reference }) => reference).filter((reference) => reference !== null);
    this.comparedWith =
      references.length === 0 ? "other_cohorts" : references.every((name) => name === "control") ? "control" : "stable";
  }

  /** Calls of the arm's own route only: a fallback's calls say nothing about the arm. */
  addCalls(row: StageCalls): void {
    const isCanary = storedArm.name(row.arm) === "canary";
    if (row.routeId !== (isCanary ? this.canaryRouteId : this.stableRouteId)) return;
    for (const name of this.sumsOf(row, isCanary)) {
      this.span(row.bucketAt)[name].addCalls(row);
      if (name !== "stable" && row.latency !== null) this.latency[name].mergeEncoded(row.latency);
    }
  }

  addRequests(row: StageRequests): void {
    const isCanary = storedArm.name(row.arm) === "canary";
    for (const name of this.sumsOf(row, isCanary)) this.span(row.bucketAt)[name].addRequests(row);
  }

  evidence(): Pick<StageEvidence, "spans" | "latency" | "comparedWith"> {
    const spans = [...this.spans].sort(([a], [b]) => a - b);
    return {
      spans: spans.map(
        ([atMs, { canary, paired, reference, stable }]): EvidenceSpan => ({
          atMs,
          canary: canary.counts(),
          paired: paired.counts(),
          reference: reference.counts(),
          stable: stable.counts(),
        }),
      ),
      latency: {
        canary: this.latency.canary.histogram(),
        paired: this.latency.paired.histogram(),
        reference: this.latency.reference.histogram(),
      },
      comparedWith: this.comparedWith,
    };
  }

  /** Where a row counts. Without any stable caller in the canary's own cohorts, all others on stable are the reference. */
  private sumsOf(row: StageCalls | StageRequests, isCanary: boolean): SumName[] {
    const reference = this.referenceOf.get(row.cohortId);
    const isOthers = this.comparedWith === "other_cohorts";
    if (isCanary)
      return isOthers || (reference !== null && reference !== undefined) ? ["canary", "paired"] : ["canary"];
    const isReference = isOthers || reference === "stable" || (reference === "control" && row.isControl === 1);
    return isReference ? ["stable", "reference"] : ["stable"];
  }

  private span(bucketAt: number): Record<SumName, ArmSum> {
    let span = this.spans.get(bucketAt);
    if (span === undefined) {
      span = { canary: new ArmSum(), paired: new ArmSum(), reference: new ArmSum(), stable: new ArmSum() };
      this.spans.set(bucketAt, span);
    }
    return span;
  }
}
