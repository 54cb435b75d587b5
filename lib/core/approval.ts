import { canonicalJson } from "./canonical-json";
import type { GateAnswer, GateMode } from "./gate";

/** The evidence-bound approval: what it is bound to, what moves it, and who may decide it. */

/** What an approval is bound to. Equal facts have equal texts, see `bindingText`. */
export interface ApprovalBinding {
  readonly activeVersion: number;
  /** SHA-256 of the section that would be put in force. */
  readonly sectionHash: string;
  /** The rollout and its stage; null outside a rollout. */
  readonly rollout: {
    readonly id: string;
    readonly stageIndex: number;
    readonly stageEnteredAtMs: number | null;
  } | null;
  readonly verdicts: readonly BoundVerdict[];
}

export interface BoundVerdict {
  readonly gate: string;
  readonly mode: GateMode;
  readonly verdict: GateAnswer;
  readonly reason: string;
}

/** Who asks or decides; a person by its e-mail address, a token by its id. */
export interface ApprovalActor {
  readonly kind: "person" | "token" | "system";
  readonly id: string;
  readonly name: string;
}

const RANK: Readonly<Record<GateAnswer, number>> = { pass: 0, not_enough_data: 1, fail: 2 };

/** The one text that is hashed: the binding and, frozen with it, the whole of the evidence. */
export function bindingText(binding: ApprovalBinding, evidence: unknown): string {
  return canonicalJson({ binding, evidence });
}

/**
 * What moved since the request, each as one sentence; empty while the approval holds. The evidence is frozen, so more
 * traffic that goes on passing moves nothing: another version, proposal or stage does, and a gate that answers worse.
 */
export function whatMoved(asked: ApprovalBinding, now: ApprovalBinding): string[] {
  const moved: string[] = [];
  if (now.activeVersion !== asked.activeVersion) {
    moved.push(`v${now.activeVersion} is active instead of v${asked.activeVersion}.`);
  } else if (now.sectionHash !== asked.sectionHash) {
    moved.push("What would be put in force is not what was asked for any more.");
  }
  if (!isSameStage(asked, now)) moved.push("The rollout is in another stage.");
  return [...moved, ...worseVerdicts(asked.verdicts, now.verdicts)];
}

/** Enforced gates that answer worse than they did, or are new and do not pass. */
export function worseVerdicts(asked: readonly BoundVerdict[], now: readonly BoundVerdict[]): string[] {
  return now.flatMap(({ gate, mode, verdict, reason }) => {
    const before = asked.find((one) => one.gate === gate && one.mode === "enforce");
    if (mode !== "enforce" || RANK[verdict] <= RANK[before?.verdict ?? "pass"]) return [];
    const was = before === undefined ? "was not enforced" : `said ${words(before.verdict)}`;
    return [`${gate} ${was} and says ${words(verdict)} now: ${reason}`];
  });
}

/** Somebody who asks or decides, and the person behind: themselves, or who was handed the token; null when unknown. */
export interface ApprovalParty extends ApprovalActor {
  readonly person: string | null;
}

/**
 * Why this person or token may not decide; null when they may. Admins are no exception. Behind request and decision
 * stand two different people: a token decides nothing its maker asked for, and one whose maker is unknown, or that is
 * asked by such a token, only what a person asked for.
 */
export function mayDecide(requester: ApprovalParty, decider: ApprovalParty, holdsRole: boolean): string | null {
  if (isSameActor(requester, decider)) {
    return "You asked for this yourself; somebody else with the role approver has to decide.";
  }
  const [asking, deciding] = [requester.person, decider.person];
  if (asking !== null && deciding !== null && asking.toLowerCase() === deciding.toLowerCase()) {
    return `${decider.name} and ${requester.name} are both ${deciding}; somebody else with the role approver has to decide.`;
  }
  if (decider.kind === "token" && requester.kind !== "person" && (asking === null || deciding === null)) {
    return `${decider.name} may only decide what a person asked for: nobody knows whether ${requester.name} is another person's.`;
  }
  return holdsRole ? null : `${decider.name} does not hold the role approver any more, so nothing was decided.`;
}

/** The same account, however it came in: addresses are compared without regard to case. */
export function isSameActor(left: ApprovalActor, right: ApprovalActor): boolean {
  return left.kind === right.kind && left.id.toLowerCase() === right.id.toLowerCase();
}

function isSameStage({ rollout: asked }: ApprovalBinding, { rollout: now }: ApprovalBinding): boolean {
  if (asked === null || now === null) return asked === now;
  return asked.id === now.id && asked.stageIndex === now.stageIndex && asked.stageEnteredAtMs === now.stageEnteredAtMs;
}

function words(verdict: GateAnswer): string {
  return verdict === "not_enough_data" ? "not enough data" : verdict;
}
