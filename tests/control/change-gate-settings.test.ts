import { describe, expect, it } from "vitest";
import { changeGateSettings } from "@/lib/control/change-gate-settings";
import { DEFAULT_GATES, readGateSettings } from "@/lib/control/read-gate-settings";
import { controlRig, LEE } from "../support/control-rig";
import { restingContent, SUPPORT } from "../support/resting-content";
import { tempStore } from "../support/temp-store";

const START_MS = Date.UTC(2026, 10, 20, 2, 0, 0);
const STRICTER = { ...DEFAULT_GATES, timeouts: { ...DEFAULT_GATES.timeouts, limit_percent: 0.5 } };
const order = { alias: SUPPORT, base_revision: null, settings: STRICTER, reason: "tighter for support" };

async function rig() {
  const store = await tempStore();
  return { store, ...(await controlRig(store, restingContent(), START_MS)) };
}

describe("the gate settings of an alias", () => {
  it("are the defaults until somebody changes them", async () => {
    const { context } = await rig();
    expect(await readGateSettings(context, SUPPORT)).toEqual({
      alias: SUPPORT,
      revision: null,
      updated_at: null,
      settings: DEFAULT_GATES,
      objective: restingContent().aliases[SUPPORT]?.objective,
    });
    await expect(readGateSettings(context, "never-configured")).rejects.toMatchObject({ code: "not_found" });
  });

  it("change as a whole, with who, what and why in the audit trail", async () => {
    const { context, store } = await rig();
    const changed = await changeGateSettings(context, LEE, order);
    expect(changed).toMatchObject({ revision: 1, settings: STRICTER });
    expect(await readGateSettings(context, SUPPORT)).toEqual(changed);
    const { rows } = await store.audit.list({ action: "gates.changed", limit: 10 });
    expect(rows).toMatchObject([
      { actor: "lee@example.com", object: `alias:${SUPPORT}`, outcome: "done", reason: "tighter for support" },
    ]);
    expect(rows[0]?.before).toEqual(DEFAULT_GATES);
    expect(rows[0]?.after).toEqual(STRICTER);
  });

  it("are not overwritten by somebody who saw older ones, nor written without a change; refusals are audited", async () => {
    const { context, store } = await rig();
    await changeGateSettings(context, LEE, order);
    await expect(changeGateSettings(context, LEE, order)).rejects.toMatchObject({ code: "conflict" });
    await expect(changeGateSettings(context, LEE, { ...order, base_revision: 1 })).rejects.toThrow("already set");
    expect((await readGateSettings(context, SUPPORT)).revision).toBe(1);
    const { rows } = await store.audit.list({ action: "action.refused", limit: 10 });
    expect(rows).toHaveLength(2);
  });
});
