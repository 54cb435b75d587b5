import { ProbeSchedule } from "@/lib/contract/probe";
import { adapt } from "@/lib/server/api";
import { setProbeSchedule } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const PUT = adapt({
  action: "probe.run",
  body: ProbeSchedule,
  output: ProbeSchedule,
  run: ({ body }, { runtime, principal }) => setProbeSchedule(runtime.control, principal, body),
});
