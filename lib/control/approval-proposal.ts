import type { ApprovalProposal } from "@/lib/contract/approval";
import type { AliasSection, RouteMapVersion } from "@/lib/contract/route-map";
import { assertNever } from "@/lib/core/assert-never";
import type { Shares } from "@/lib/core/rollout";
import { shareOf } from "@/lib/core/rollout-stages";
import { sectionWithShares } from "./commit-step";
import type { ControlContext } from "./context";
import { findAlias } from "./find-alias";
import { ControlRefusal } from "./refusal";
import { sectionHash } from "./section-hash";

/** A proposal without the hash of what it would put in force. */
export type Proposed =
  | Omit<Extract<ApprovalProposal, { kind: "shift" }>, "section_hash">
  | Omit<Extract<ApprovalProposal, { kind: "stage" }>, "section_hash">
  | Omit<Extract<ApprovalProposal, { kind: "undo" }>, "section_hash">
  | Omit<Extract<ApprovalProposal, { kind: "activate" }>, "section_hash">;

/** The section a proposal would put in force on top of `active`. Throws 409 when it would change nothing. */
export async function proposedSection(
  context: ControlContext,
  active: RouteMapVersion,
  alias: string,
  proposal: Proposed,
): Promise<AliasSection> {
  const section = findAlias(active, alias);
  const next = await nextSection(context, active, alias, section, proposal);
  if (next !== null) return next;
  throw new ControlRefusal("conflict", `${alias} already routes like that; nothing would change.`);
}

async function nextSection(
  context: ControlContext,
  active: RouteMapVersion,
  alias: string,
  section: AliasSection,
  proposal: Proposed,
): Promise<AliasSection | null> {
  switch (proposal.kind) {
    case "undo":
      return undoneSection(context, active, alias, proposal.to_version);
    case "activate":
      return (await context.store.routeMap.version(proposal.version))?.content.aliases[alias] ?? null;
    case "shift":
    case "stage":
      return sectionWithShares(section, sharesOf(proposal), active.version);
    default:
      return assertNever(proposal);
  }
}

/** Fixes what a proposal would put in force: the hash of the section, of a draft that of its whole content. */
export async function proposalHash(
  context: ControlContext,
  proposal: Proposed,
  section: AliasSection,
): Promise<string> {
  if (proposal.kind !== "activate") return sectionHash(section);
  return (await context.store.routeMap.version(proposal.version))?.content_hash ?? "";
}

/** The shares a proposal sets. */
function sharesOf(proposal: Extract<Proposed, { kind: "shift" | "stage" }>): Shares {
  return proposal.kind === "stage" ? proposal.shares : { [proposal.cohort]: proposal.to_percent };
}

/** The section as it was in that version, with the roll back that left it as the way back. */
export async function undoneSection(
  context: ControlContext,
  active: RouteMapVersion,
  alias: string,
  toVersion: number,
): Promise<AliasSection | null> {
  const version = await context.store.routeMap.version(toVersion);
  const left = version?.content.aliases[alias];
  return left === undefined ? null : { ...left, rollback_route_version: active.version };
}

/** The cohorts that would get another share. */
export function shareChanges(before: AliasSection, after: AliasSection) {
  const [from, to] = [before.canary?.cohorts ?? {}, after.canary?.cohorts ?? {}];
  const cohorts = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return cohorts
    .map((cohort) => ({ cohort, from_percent: shareOf(from, cohort), to_percent: shareOf(to, cohort) }))
    .filter(({ from_percent: before, to_percent: after }) => before !== after);
}
