import type { RollbackCheckView } from "@/lib/contract/rollback";
import { printDuration } from "@/lib/core/print-quantity";
import { CHECK_WORDS, type rollbackOutcome } from "@/lib/core/rollback-verification";

/** Where a verification stands, or how it ended and with what missing. */
export function rollbackSentence(
  { state, missing }: ReturnType<typeof rollbackOutcome>,
  checks: readonly RollbackCheckView[],
  sinceInForceMs: number,
): string {
  const after = printDuration(sinceInForceMs);
  if (state === "verified") return `All ${checks.length} checks hold, ${after} after it was in force.`;
  const named = missing.map((check) => {
    const detail = checks.find((view) => view.check === check)?.detail;
    return detail === undefined ? lowerFirst(CHECK_WORDS[check]) : `${lowerFirst(CHECK_WORDS[check])} (${detail})`;
  });
  if (state === "failed") return `Missing after ${after}: ${named.join("; ")}.`;
  return `${checks.length - missing.length} of ${checks.length} checks hold.`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
