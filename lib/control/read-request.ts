import type { RequestDetail } from "@/lib/contract/requests";
import type { ControlContext } from "./context";
import { ControlRefusal } from "./refusal";

/** One request with every attempt and every candidate that was not tried. Throws 404. */
export async function readRequest(context: ControlContext, traceId: string): Promise<RequestDetail> {
  const detail = await context.store.reports.request(traceId);
  if (detail !== null) return detail;
  throw new ControlRefusal(
    "not_found",
    `No request with the trace id ${traceId} is recorded; it may be past its retention.`,
  );
}
