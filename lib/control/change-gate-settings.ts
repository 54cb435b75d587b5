import type { GateSettingsChange, GateSettingsView } from "@/lib/contract/gates";
import type { Principal } from "@/lib/contract/session";
import { canonicalJson } from "@/lib/core/canonical-json";
import { auditActor } from "./actor";
import { audited } from "./audited";
import type { ControlContext } from "./context";
import { readGateSettings } from "./read-gate-settings";
import { ControlRefusal } from "./refusal";

export interface GateSettingsInput extends GateSettingsChange {
  readonly alias: string;
}

/**
 * Replaces the gate settings of an alias; the next evaluation uses them. Throws `ControlRefusal`: 404 for an unknown
 * alias, 409 when somebody else changed them since they were read, or when nothing would change.
 */
export async function changeGateSettings(
  context: ControlContext,
  actor: Principal,
  input: GateSettingsInput,
): Promise<GateSettingsView> {
  const { alias, settings, reason } = input;
  const object = `alias:${alias}`;
  return audited(context, actor, { action: "gates.changed", object, asked: settings, reason }, async () => {
    const before = await readGateSettings(context, alias);
    if (before.revision !== input.base_revision) throw changedMeanwhile(alias, before.revision);
    if (canonicalJson(before.settings) === canonicalJson(settings)) {
      throw new ControlRefusal("conflict", `The gates of ${alias} are already set like this; nothing was changed.`);
    }
    const atMs = context.nowMs();
    const by = auditActor(actor);
    const record = { kind: "gate_settings", id: alias, subject: alias } as const;
    const result = await context.store.control.commit({
      atMs,
      routing: null,
      records: [{ ...record, baseRevision: before.revision, state: "set", routeVersion: null, body: settings }],
      timeline: [
        {
          ...record,
          ...by,
          atMs,
          event: "gates_changed",
          text: `${actor.name} changed gates: ${reason}`,
          detail: null,
        },
      ],
      audit: {
        ...by,
        atMs,
        action: "gates.changed",
        object,
        outcome: "done",
        before: before.settings,
        after: settings,
        reason,
        traceId: null,
        routeVersion: null,
      },
    });
    if (result.kind !== "committed") throw changedMeanwhile(alias, before.revision);
    return readGateSettings(context, alias);
  });
}

function changedMeanwhile(alias: string, revision: number | null): ControlRefusal {
  return new ControlRefusal(
    "conflict",
    `The gates of ${alias} were changed meanwhile. Nothing was written; look at them as they are now and decide again.`,
    { revision },
  );
}
