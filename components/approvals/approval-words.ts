import { formatSetPercent } from "@/components/ui/format-percent";
import { formatRate } from "@/components/ui/format-rate";
import type { ApprovalView } from "@/lib/contract/approval";

/** Above this a decision is typed, not only pressed. */
const TYPED_ABOVE_PERCENT = 50;

type Changes = Pick<ApprovalView, "changes">;

/** "Keep at 5%": what leaving it undecided or rejecting it means. */
export function keepLabel({ changes }: Changes): string {
  const [only, ...others] = changes;
  return only === undefined || others.length > 0 ? "Keep as it is" : `Keep at ${formatSetPercent(only.from_percent)}`;
}

/** "Approve shift to 25%", or every cohort by name where several move. */
export function approveLabel({ changes, proposal }: Changes & Pick<ApprovalView, "proposal">): string {
  const [only, ...others] = changes;
  if (proposal.kind === "undo") return `Approve the undo to v${proposal.to_version}`;
  if (proposal.kind === "activate") return `Approve the activation of v${proposal.version}`;
  if (only !== undefined && others.length === 0) return `Approve shift to ${formatSetPercent(only.to_percent)}`;
  return `Approve ${changes.map(({ cohort, to_percent: to }) => `${cohort} ${formatSetPercent(to)}`).join(", ")}`;
}

/** The number to type before approving; null where pressing is enough. */
export function typedPercent({ changes }: Changes): number | null {
  const wider = changes.filter(({ from_percent: from, to_percent: to }) => to > from && to > TYPED_ABOVE_PERCENT);
  return wider.length === 0 ? null : Math.max(...wider.map(({ to_percent: to }) => to));
}

/** "general 5% → 25%". */
export function changeWords({ changes }: Changes): string {
  return changes
    .map(({ cohort, from_percent: from, to_percent: to }) => {
      return `${cohort} ${formatSetPercent(from)} → ${formatSetPercent(to)}`;
    })
    .join(", ");
}

/** What is asked, as short as it can be said: a draft by its title, anything else by the shares it moves. */
export function askedWords(approval: Changes & Pick<ApprovalView, "proposal" | "title">): string {
  return approval.proposal.kind === "activate" ? approval.title : changeWords(approval) || approval.title;
}

/** How much traffic would newly use the canary route. */
export function effectWords({ extra_requests_per_minute: extra }: Pick<ApprovalView, "extra_requests_per_minute">) {
  if (extra === null) return "not known: no requests came lately";
  if (extra === 0) return "no request more, at the traffic of the last 5 minutes";
  const direction = extra > 0 ? "more" : "fewer";
  return `about ${formatRate(Math.abs(extra))} requests a minute ${direction} use the canary`;
}

/** "8 of 9 gates pass" over those that are enforced; null without evidence. */
export function evidenceVerdict({ evidence }: Pick<ApprovalView, "evidence">): string | null {
  if (evidence === null) return null;
  const enforced = evidence.gates.filter(({ mode }) => mode === "enforce");
  const passed = enforced.filter(({ verdict }) => verdict === "pass").length;
  return `${passed} of ${enforced.length} enforced gates passed`;
}

/** The first signs of the hash: enough to tell two requests apart. */
export function shortBinding({ binding }: Pick<ApprovalView, "binding">): string {
  return binding.replace(/^sha256:/, "").slice(0, 8);
}
