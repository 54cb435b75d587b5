import { SettingsView } from "@/lib/contract/directory";
import { adapt } from "@/lib/server/api";

export const dynamic = "force-dynamic";
export const GET = adapt({
  action: "settings.read",
  output: SettingsView,
  run: async (_input, { runtime }) => runtime.reads.settings(),
});
