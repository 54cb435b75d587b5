import { ProbeList } from "@/lib/contract/probe";
import { adapt } from "@/lib/server/api";
import { readProbes } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const GET = adapt({
  action: "probe.read",
  output: ProbeList,
  run: (_input, { runtime }) => readProbes(runtime.control),
});
