import type { RequestList, RequestListQuery } from "@/lib/contract/requests";
import type { ControlContext } from "./context";
import { ControlRefusal } from "./refusal";

/** Requests newest first, with the chain in each row. Throws 400 when the span ends before it starts. */
export async function readRequests(context: ControlContext, query: RequestListQuery): Promise<RequestList> {
  if (query.from !== undefined && query.to !== undefined && Date.parse(query.from) >= Date.parse(query.to)) {
    throw new ControlRefusal("bad_request", "query.from has to be before query.to.");
  }
  return context.store.reports.requests(query, context.nowMs());
}
