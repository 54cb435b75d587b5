import { RequestList, RequestListQuery } from "@/lib/contract/requests";
import { adapt } from "@/lib/server/api";
import { readRequests } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const GET = adapt({
  action: "requests.read",
  query: RequestListQuery,
  output: RequestList,
  run: ({ query }, { runtime }) => readRequests(runtime.control, query),
});
