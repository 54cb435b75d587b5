import type { ApprovalView } from "@/lib/contract/approval";
import type { Fact } from "../requests/request-facts";
import { formatDuration } from "../ui/format-duration";
import { formatMoment } from "../ui/format-time";
import { changeWords, effectWords } from "./approval-words";

/** What approving would move, how much traffic that is, and how fast it can be taken back. */
export function approvalFacts(approval: ApprovalView): readonly Fact[] {
  const { last_rollback: last, rollback_to: target } = approval;
  return [
    { label: "Moves", value: changeWords(approval) || movedWords(approval) },
    { label: "Traffic", value: effectWords(approval) },
    { label: "Back is", value: target === null ? "canary at 0%" : `v${target}`, note: "needs no approval" },
    last === null
      ? { label: "Going back takes", value: "not measured yet", note: "no rollback of this alias on record" }
      : {
          label: "Going back took",
          value: last.took_ms < 100 ? `${last.took_ms.toFixed(1)} ms` : formatDuration(last.took_ms),
          note: `measured ${formatMoment(last.at)} UTC`,
        },
  ];
}

/** What moves where no share does. */
function movedWords({ proposal }: ApprovalView): string {
  return proposal.kind === "activate" ? `all that v${proposal.version} changes` : "the section that a roll back left";
}
