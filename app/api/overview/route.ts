import { Overview, OverviewQuery } from "@/lib/contract/overview";
import { adapt } from "@/lib/server/api";
import { readOverview } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const GET = adapt({
  action: "traffic.read",
  query: OverviewQuery,
  output: Overview,
  run: ({ query }, { runtime }) => readOverview(runtime.control, query.window),
});
