import type { RequestList } from "@/lib/contract/requests";
import { formatCount } from "../ui/format-count";
import { formatPercent, percentOf } from "../ui/format-percent";
import { describeSpan, type RequestUrlState } from "./request-filters";

/**
 * The page's one sentence: "1,890 requests in the last hour, 12 failed (0.6%)". Just its name where nothing is counted.
 * A list of one state only says no share: it would be all or nothing.
 */
export function requestsHeadline(
  state: Pick<RequestUrlState, "window" | "from" | "to" | "kind" | "state">,
  list: Pick<RequestList, "histogram"> | undefined,
): string {
  if (!list?.histogram) return "Requests";
  const failed = list.histogram.reduce((sum, bar) => sum + bar.failed, 0);
  const total = list.histogram.reduce((sum, bar) => sum + bar.succeeded + bar.failed, 0);
  const span = describeSpan(state);
  const kind = state.kind === "drill" || state.kind === "probe" ? `${state.kind} ` : "";
  if (total === 0) return `No ${kind}requests ${span}`;
  const noun = `${kind}${total === 1 ? "request" : "requests"} ${span}`;
  if (state.state !== null) return `${formatCount(total)} ${state.state.replaceAll("_", " ")} ${noun}`;
  const requests = `${formatCount(total)} ${noun}`;
  if (failed === 0) return `${requests}, none failed`;
  return `${requests}, ${formatCount(failed)} failed (${formatPercent(percentOf(failed, total))})`;
}
