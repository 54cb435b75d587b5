import { GateSettingsBody, type GateSettingsView } from "@/lib/contract/gates";
import type { ControlContext } from "./context";
import { findAlias } from "./find-alias";
import { isoTime } from "./iso-time";

/** Every gate at its default. */
export const DEFAULT_GATES: GateSettingsBody = GateSettingsBody.parse({});

/** The gate settings of an alias; the defaults while nobody changed them. Throws 404. */
export async function readGateSettings(context: ControlContext, alias: string): Promise<GateSettingsView> {
  const { objective } = findAlias(context.active(), alias);
  const kept = await context.store.control.record("gate_settings", alias);
  if (kept === null) return { alias, revision: null, updated_at: null, settings: DEFAULT_GATES, objective };
  const settings = GateSettingsBody.parse(kept.body);
  return { alias, revision: kept.revision, updated_at: isoTime(kept.updatedAtMs), settings, objective };
}
