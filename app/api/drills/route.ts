import { DrillList } from "@/lib/contract/drill";
import { adapt } from "@/lib/server/api";
import { readDrills } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const GET = adapt({
  action: "drills.read",
  output: DrillList,
  run: (_input, { runtime }) => readDrills(runtime.control),
});
