import { AliasList } from "@/lib/contract/alias-list";
import { adapt } from "@/lib/server/api";
import { readAliases } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const GET = adapt({
  action: "route_map.read",
  output: AliasList,
  run: (_input, { runtime }) => readAliases(runtime.control),
});
