import { DriftView } from "@/lib/contract/route-map-draft";
import { adapt } from "@/lib/server/api";
import { readDrift } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const GET = adapt({
  action: "route_map.read",
  output: DriftView,
  run: (_input, { runtime }) => readDrift(runtime.control),
});
