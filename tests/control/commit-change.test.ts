import { describe, expect, it } from "vitest";
import { activateVersion } from "@/lib/control/activate-version";
import { changeAlias } from "@/lib/control/change-alias";
import { checkDraft } from "@/lib/control/check-draft";
import { draftVersion } from "@/lib/control/draft-version";
import { routeMapYaml } from "@/lib/control/route-map-yaml";
import { controlRig, LEE } from "../support/control-rig";
import { exerciseRollback } from "../support/exercise-rollback";
import { restingContent, SUPPORT } from "../support/resting-content";
import { refusal } from "../support/rollout-rig";
import { tempStore } from "../support/temp-store";

const START_MS = Date.UTC(2026, 10, 20, 2, 0, 0);
const SYSTEM = { actor: "system", actorKind: "system", outcome: "done", before: null, after: null } as const;

async function plane() {
  const store = await tempStore();
  const rig = await controlRig(store, restingContent(), START_MS);
  for (const [provider, host] of [
    ["openai", "api.openai.com"],
    ["cometapi", "api.cometapi.com"],
  ] as const) {
    const key = {
      provider,
      host,
      sealed: "x",
      lastFour: "1234",
      replacedAtMs: START_MS,
      enteredIn: "console",
    } as const;
    const audit = {
      ...SYSTEM,
      atMs: START_MS,
      action: "provider_key.replaced",
      object: `provider:${provider}`,
    } as const;
    await store.directory.putProviderKey(key, { ...audit, reason: null, traceId: null, routeVersion: null });
  }
  const activate = async (from: string, to: string) => {
    const yaml = routeMapYaml(rig.context.active().content).replace(from, to);
    const base = { reason: "a reviewed change", ifMatch: rig.context.active().version };
    const { route_version: version } = await draftVersion(rig.context, LEE, { ...base, yaml });
    return activateVersion(rig.context, LEE, { ...base, version });
  };
  const keys = async () => (await store.directory.providerKeys()).map(({ provider }) => provider);
  return { store, ...rig, activate, keys };
}

describe("a change of routing", () => {
  it("that moves a provider to another host deletes its kept key, and says so in its audit row", async () => {
    const { store, context, activate, keys } = await plane();
    await activate("https://api.openai.com/v1", "https://api.openai.com/v2");
    expect(await keys()).toEqual(["cometapi", "openai"]);
    const yaml = routeMapYaml(context.active().content).replace("api.openai.com", "eu.openai.example");
    expect((await checkDraft(context, { yaml })).deletes_keys_of).toEqual(["openai"]);
    await activate("https://api.openai.com/v2", "https://eu.openai.example/v1");
    expect(await keys()).toEqual(["cometapi"]);
    const { rows } = await store.audit.list({ action: "route_map.activated", limit: 1 });
    expect(rows[0]?.after).toMatchObject({ deleted_keys_of: ["openai"] });
    expect(await store.audit.verify()).toMatchObject({ brokenAt: null });
  });

  it("that loses to another keeps the key", async () => {
    const { context, activate, keys, store } = await plane();
    const stale = context.active();
    await activate("owner: team-support", "owner: team-care");
    const { aliases, providers } = stale.content;
    const [section, openai] = [aliases[SUPPORT], providers.openai];
    if (section === undefined || openai === undefined) throw new Error("the map has the alias and its provider");
    const moved = { ...providers, openai: { ...openai, base_url: "https://x.example/v1" } };
    const base = { ...stale, content: { ...stale.content, providers: moved } };
    const lost = await changeAlias(context, LEE, base, {
      alias: SUPPORT,
      section,
      action: "shifted",
      auditAction: "cohort.shifted",
      restores: null,
      summary: "too late",
      reason: null,
    });
    expect(lost.kind).toBe("conflict");
    expect(await keys()).toEqual(["cometapi", "openai"]);
    expect(await store.routeMap.activeNumber()).toBe(2);
  });

  it("that exposes more than was rehearsed is refused whoever makes it, and one that goes back never is", async () => {
    const { context, store } = await plane();
    const base = context.active();
    const section = base.content.aliases[SUPPORT];
    if (section?.canary == null) throw new Error("the alias has a canary");
    const canary = { ...section.canary, cohorts: { ...section.canary.cohorts, general: 5 } };
    const exposing = { ...section, canary, rollback_route_version: 1 };
    const order = { alias: SUPPORT, section: exposing, summary: "general 5%", reason: null, restores: null } as const;
    const shift = { ...order, action: "shifted", auditAction: "cohort.shifted" } as const;
    const refused = await refusal(changeAlias(context, LEE, base, shift));
    expect([refused.code, refused.details?.rule]).toEqual(["conflict", "rollback_not_exercised"]);
    expect(refused.details?.href).toBe(`/drills?drill=cutover-and-rollback&alias=${SUPPORT}`);
    expect(await store.routeMap.versions(null, 5)).toHaveLength(1);
    await exerciseRollback(context, SUPPORT);
    expect((await changeAlias(context, LEE, base, shift)).kind).toBe("changed");
    const back = { ...order, restores: 1, action: "rolled_back", auditAction: "alias.rolled_back" } as const;
    const wider = { ...exposing, canary: { ...canary, cohorts: { ...canary.cohorts, general: 100 } } };
    const later = { ...context, nowMs: () => START_MS + 7 * 86_400_000 };
    expect((await changeAlias(later, LEE, context.active(), { ...back, section: wider })).kind).toBe("changed");
  });
});
