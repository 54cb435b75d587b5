import { GateSettingsChange, GateSettingsView } from "@/lib/contract/gates";
import { AliasParams } from "@/lib/contract/path-params";
import { adapt } from "@/lib/server/api";
import { changeGateSettings, readGateSettings } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const GET = adapt({
  action: "canary.read",
  params: AliasParams,
  output: GateSettingsView,
  run: ({ params }, { runtime }) => readGateSettings(runtime.control, params.alias),
});
export const PUT = adapt({
  action: "directory.manage",
  params: AliasParams,
  body: GateSettingsChange,
  output: GateSettingsView,
  run: ({ params, body }, { runtime, principal }) =>
    changeGateSettings(runtime.control, principal, { ...params, ...body }),
});
