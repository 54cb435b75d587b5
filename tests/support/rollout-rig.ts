import type { Store } from "@/db/store";
import type { Role } from "@/lib/contract/common";
import type { GateReport } from "@/lib/contract/gates";
import type { Principal } from "@/lib/contract/session";
import { ControlRefusal } from "@/lib/control/refusal";
import { runTick } from "@/lib/control/tick";
import { type ControlRig, controlRig, LEE } from "./control-rig";
import { exerciseRollback } from "./exercise-rollback";
import { restingContent, SUPPORT } from "./resting-content";
import { tempStore } from "./temp-store";

export const START_MS = Date.UTC(2026, 10, 20, 2, 0, 0);
export const MINUTE_MS = 60_000;

/** Two who may decide, one of whom may also ask, and an admin who may do neither. */
export const MORGAN: Principal = person("p3", "Morgan", ["approver"]);
export const KIM: Principal = person("p4", "Kim", ["approver"]);
export const ALEX: Principal = person("p5", "Alex", ["operator", "approver", "admin"]);
export const ADA: Principal = person("p6", "Ada", ["admin"]);

function person(id: string, name: string, roles: Role[]): Principal {
  return { kind: "person", id, name, email: `${name.toLowerCase()}@example.com`, roles };
}

const SYSTEM_ROW = {
  actor: "system",
  actorKind: "system",
  outcome: "done",
  before: null,
  after: null,
  reason: null,
  traceId: null,
  routeVersion: null,
} as const;

/** A control plane with people in its database and gates that say what the test sets. */
export async function rolloutRig(store?: Store): Promise<ControlRig & { readonly store: Store }> {
  const opened = store ?? (await tempStore());
  const rig = await controlRig(opened, restingContent(), START_MS);
  for (const { id, name, email, roles } of [LEE, MORGAN, KIM, ALEX, ADA]) {
    const person = { id, name, email: email ?? id, roles };
    const audit = { ...SYSTEM_ROW, atMs: START_MS, action: "person.created", object: `person:${email}` } as const;
    await opened.directory.change({ kind: "add_person", person, link: null }, audit);
  }
  await exerciseRollback(rig.context, SUPPORT);
  return { ...rig, store: opened };
}

/** Takes or gives roles, as an admin would. */
export async function setRoles(store: Store, id: string, to: readonly Role[]): Promise<void> {
  const known = await store.people.person(id, START_MS);
  if (known === null) throw new Error(`there is no person ${id}`);
  const { roles, isDisabled } = known;
  const change = {
    kind: "change_person",
    id,
    base: { roles, isDisabled },
    to: { roles: to, isDisabled },
    endsSessions: false,
    removesPassword: false,
    link: null,
  } as const;
  const audit = {
    ...SYSTEM_ROW,
    atMs: START_MS,
    action: "person.roles_changed",
    object: `person:${known.email}`,
  } as const;
  const outcome = await store.directory.change(change, audit);
  if (outcome !== "done") throw new Error(`the roles could not be set: ${outcome}`);
}

type Verdict = GateReport["gates"][number]["verdict"];

export interface EvidenceChange {
  readonly verdict?: Verdict;
  readonly action?: "hold" | "step_down" | "roll_back";
  readonly canaryRequests?: number;
  readonly target?: GateReport["target"]["status"];
  readonly isMismatch?: boolean;
}

/** What the gates say of the stage in force now: one enforced gate, fresh, of this version. */
export function say(rig: ControlRig, change: EvidenceChange = {}): void {
  const { context, clock, evidence } = rig;
  const active = context.active();
  const { verdict = "pass", action = "roll_back", canaryRequests = 400, target = "healthy" } = change;
  const failures = verdict === "fail" ? 40 : 0;
  const arm = { k: failures, n: canaryRequests, value: failures / Math.max(1, canaryRequests), interval: null };
  evidence.set(SUPPORT, {
    since: active.activated_at ?? active.created_at,
    from_version: active.version,
    data_until: new Date(clock.nowMs).toISOString(),
    canary_requests: canaryRequests,
    control_requests: canaryRequests,
    canary_requests_per_minute: 40,
    in_flight: { count: 0, oldest_ms: null },
    sample_ratio: change.isMismatch === true ? { p: 1e-6, is_mismatch: true } : { p: 0.6, is_mismatch: false },
    target: {
      route: "openai-chat",
      status: target,
      why: target === "failing" ? "its breaker is open" : "0 of 400 failed",
    },
    asks_for: verdict === "fail" ? action : null,
    is_sufficient: verdict === "pass",
    gates: [
      {
        gate: "server_errors",
        mode: "enforce",
        action,
        verdict,
        tripped_by: verdict === "fail" ? "e_process" : null,
        unit: "share",
        canary: arm,
        stable: { ...arm, k: 0, value: 0 },
        compared_with: "control",
        difference: null,
        limit: 0.02,
        upper_bound: null,
        evidence: verdict === "pass" ? 1 : 0.4,
        alarm: verdict === "fail" ? 1 : 0,
        forecast: { requests_needed: 0, minutes_needed: 0, failures_if_broken: 3, seconds_if_broken: 4 },
        held_because: null,
        reason: `${failures} of ${canaryRequests} requests failed at the server, limit 2%.`,
      },
    ],
  } as GateReport);
}

/** Lets time pass, with gates that go on saying the same up to now. */
export function pass(rig: ControlRig, ms: number, change: EvidenceChange = {}): void {
  rig.clock.nowMs += ms;
  say(rig, change);
}

/** One round of the machine; an error in it fails the test. */
export function tick(rig: ControlRig): Promise<void> {
  return runTick(rig.context, (error) => {
    throw error;
  });
}

/** The refusal an order ends with. */
export async function refusal(work: Promise<unknown>): Promise<ControlRefusal> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ControlRefusal) return error;
  throw new Error(`expected a refusal, got ${String(error)}`);
}

export const shareOf = (rig: ControlRig, cohort: string) =>
  rig.context.active().content.aliases[SUPPORT]?.canary?.cohorts[cohort];
