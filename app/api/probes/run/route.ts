import { ProbeRunRequest, ProbeRunStarted } from "@/lib/contract/probe";
import { adapt } from "@/lib/server/api";
import { runProbes } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const POST = adapt({
  action: "probe.run",
  body: ProbeRunRequest,
  output: ProbeRunStarted,
  status: 202,
  run: ({ body }, { runtime, principal }) => runProbes(runtime.control, principal, body),
});
