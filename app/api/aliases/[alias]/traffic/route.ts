import { AliasParams } from "@/lib/contract/path-params";
import { AliasTraffic, TrafficQuery } from "@/lib/contract/traffic";
import { adapt } from "@/lib/server/api";
import { readAliasTraffic } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const GET = adapt({
  action: "traffic.read",
  params: AliasParams,
  query: TrafficQuery,
  output: AliasTraffic,
  run: ({ params, query }, { runtime }) => readAliasTraffic(runtime.control, { ...params, ...query }),
});
