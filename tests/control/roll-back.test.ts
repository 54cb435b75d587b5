import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Store } from "@/db/store";
import type { RouteMapContent } from "@/lib/contract/route-map";
import { changeAlias } from "@/lib/control/change-alias";
import { compileSnapshot } from "@/lib/control/compile-snapshot";
import { ControlRefusal } from "@/lib/control/refusal";
import { rollBack } from "@/lib/control/roll-back";
import { canonicalJson } from "@/lib/core/canonical-json";
import { type ControlRig, controlRig, LEE, SAM } from "../support/control-rig";
import { restingContent, SUPPORT } from "../support/resting-content";
import { setShare } from "../support/set-share";
import { publishVersion } from "../support/store-fixtures";
import { tempStore } from "../support/temp-store";

const START_MS = Date.UTC(2026, 10, 20, 2, 0, 0);
const OTHER = "internal-triage-v1";

async function rig(wrap: (store: Store) => Store = (store) => store) {
  const store = await tempStore();
  return { store, ...(await controlRig(wrap(store), twoCanaries(), START_MS)) };
}

/** Both aliases can be shifted, so that one can move while the other goes back. */
function twoCanaries(): RouteMapContent {
  const content = restingContent();
  const [support, other] = [content.aliases[SUPPORT], content.aliases[OTHER]];
  if (support === undefined || other === undefined) throw new Error("the fixture lost an alias");
  const section = { ...other, canary: support.canary, routes: support.routes };
  return { ...content, aliases: { ...content.aliases, [OTHER]: section } };
}

function routeMapContentExposed(): RouteMapContent {
  const content = restingContent();
  const section = content.aliases[SUPPORT];
  if (section === undefined) throw new Error("the fixture lost its alias");
  const canary = { route: "comet-chat", cohorts: { internal: 10 } };
  return { ...content, aliases: { ...content.aliases, [SUPPORT]: { ...section, canary } } };
}

const shift = ({ context }: ControlRig, cohort: string, percent: number, alias = SUPPORT) =>
  setShare(context, cohort, percent, { alias });

const section = async (store: Store, version: number, alias = SUPPORT) =>
  canonicalJson((await store.routeMap.version(version))?.content.aliases[alias]);

async function refusal(work: Promise<unknown>): Promise<ControlRefusal> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ControlRefusal) return error;
  throw new Error(`expected a refusal, got ${String(error)}`);
}

describe("roll back", () => {
  it("returns to the version before the canary was exposed, whatever steps were taken, and says so", async () => {
    const plane = await rig();
    await shift(plane, "internal", 10);
    await shift(plane, "internal", 50);
    await shift(plane, "general", 5);
    const result = await rollBack(plane.context, SAM, { alias: SUPPORT });
    expect(result).toMatchObject({
      route_version: 5,
      restores: 1,
      verification_id: expect.stringMatching(/^rb-[0-9a-f]{12}$/),
    });
    expect(result.took_ms).toBeGreaterThan(0);
    expect(plane.published.at(-1)).toBe(5);
    expect(plane.context.active()).toMatchObject({
      action: "rolled_back",
      author: "Sam",
      restores: 1,
      summary: "back to v1",
      reason: null,
    });
    expect(await section(plane.store, 5)).toBe(await section(plane.store, 1));
  });

  it("whatever was done before: the section is byte-equal to its target, other aliases and old versions are untouched", async () => {
    const step = fc.record({
      alias: fc.constantFrom(SUPPORT, OTHER),
      cohort: fc.constantFrom("internal", "general"),
      percent: fc.constantFrom(0, 0.5, 25, 100),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        const plane = await rig();
        for (const { alias, cohort, percent } of steps) await shift(plane, cohort, percent, alias).catch(() => null);
        const before = plane.context.active();
        const target = before.content.aliases[SUPPORT]?.rollback_route_version ?? null;
        const kept = await Promise.all(
          [...Array(before.version)].map((_, index) => plane.store.routeMap.version(index + 1)),
        );
        const result = await rollBack(plane.context, SAM, { alias: SUPPORT }).catch(() => null);
        if (result === null) {
          expect(plane.context.active()).toBe(before);
          return;
        }
        expect(result).toMatchObject({ route_version: before.version + 1, restores: target });
        expect(await section(plane.store, result.route_version)).toBe(await section(plane.store, result.restores));
        expect(await section(plane.store, result.route_version, OTHER)).toBe(
          await section(plane.store, before.version, OTHER),
        );
        const arm = compileSnapshot(plane.context.active()).aliases.get(SUPPORT)?.canary?.percentByCohort ?? {};
        expect(Object.values(arm).every((percent) => percent === 0)).toBe(true);
        for (const version of kept) {
          const now = await plane.store.routeMap.version(version?.version ?? 0);
          expect({ ...now, is_active: null }).toEqual({ ...version, is_active: null });
        }
        await plane.store.close();
      }),
      { numRuns: 12 },
    );
  }, 60_000);

  it("pressing twice goes back once", async () => {
    const plane = await rig();
    await shift(plane, "internal", 10);
    const [first, second] = await Promise.allSettled([
      rollBack(plane.context, SAM, { alias: SUPPORT }),
      rollBack(plane.context, LEE, { alias: SUPPORT }),
    ]);
    expect([first.status, second.status].sort()).toEqual(["fulfilled", "rejected"]);
    const third = await refusal(rollBack(plane.context, SAM, { alias: SUPPORT }));
    expect([third.code, third.message]).toEqual([
      "conflict",
      `v3 already restored v1 of ${SUPPORT}; name an older version to go back further.`,
    ]);
    expect(await plane.store.routeMap.versions(null, 10)).toHaveLength(3);
  });

  it("pressing twice does not walk back through history when the restored section names an older target", async () => {
    const plane = await rig();
    await shift(plane, "internal", 10);
    await shift(plane, "internal", 0);
    await shift(plane, "general", 25);
    expect((await rollBack(plane.context, SAM, { alias: SUPPORT })).restores).toBe(3);
    expect((await refusal(rollBack(plane.context, SAM, { alias: SUPPORT }))).code).toBe("conflict");
    const named = await refusal(rollBack(plane.context, SAM, { alias: SUPPORT, to_version: 3 }));
    expect(named.message).toBe(`${SUPPORT} already routes as in v3; nothing would change.`);
  });

  it("a chosen older version is restored as it was, exposure included", async () => {
    const plane = await rig();
    await shift(plane, "internal", 10);
    await shift(plane, "internal", 50);
    const result = await rollBack(plane.context, SAM, { alias: SUPPORT, to_version: 2, reason: "half was too much" });
    expect(result).toMatchObject({ route_version: 4, restores: 2 });
    expect(plane.context.active()).toMatchObject({ reason: "half was too much", restores: 2 });
    expect(plane.context.active().content.aliases[SUPPORT]?.canary?.cohorts.internal).toBe(10);
    expect((await rollBack(plane.context, SAM, { alias: SUPPORT })).restores).toBe(1);
  });

  it("wins against a change made at the same moment, and keeps that change of another alias", async () => {
    const plane = await rig((store) => withRivals(store, 3));
    await shift(plane, "internal", 10);
    const result = await rollBack(plane.context, SAM, { alias: SUPPORT });
    expect(result).toMatchObject({ route_version: 6, restores: 1 });
    const active = plane.context.active().content.aliases;
    expect(active[SUPPORT]?.canary?.cohorts.internal).toBe(0);
    expect(active[OTHER]?.canary?.cohorts.internal).toBe(3);
  });

  it("gives up with a sentence when it loses every race, and has done nothing", async () => {
    const plane = await rig((store) => withRivals(store, 1_000));
    await shift(plane, "internal", 10);
    const { code, message } = await refusal(rollBack(plane.context, SAM, { alias: SUPPORT }));
    expect([code, message]).toEqual([
      "unavailable",
      "The route map kept changing under the rollback. Nothing was done; press again.",
    ]);
  });

  it("brings back an account the section needs and the active version no longer has", async () => {
    const plane = await rig();
    const base = plane.context.active();
    const section = base.content.aliases[SUPPORT];
    if (section === undefined) throw new Error("the fixture lost its alias");
    const { "openai-chat": openai, ...gone } = section.routes;
    if (openai === undefined) throw new Error("the fixture lost its route");
    const { cometapi, azure, ...providers } = base.content.providers;
    const trimmed = { ...base, content: { ...base.content, providers, aliases: { ...base.content.aliases } } };
    delete trimmed.content.aliases[OTHER];
    await changeAlias(plane.context, LEE, trimmed, {
      alias: SUPPORT,
      section: { ...section, fallbacks: [], canary: null, routes: { "openai-chat": openai } },
      action: "activated",
      auditAction: "route_map.activated",
      restores: null,
      summary: "one provider only",
      reason: null,
    });
    expect(Object.keys(plane.context.active().content.providers)).toEqual(["openai"]);
    await rollBack(plane.context, SAM, { alias: SUPPORT, to_version: 1 });
    expect(plane.context.active().content.providers).toEqual({ openai: providers.openai, cometapi, azure });
    expect(Object.keys(gone)).toEqual(["comet-chat", "azure-eu"]);
    expect(compileSnapshot(plane.context.active()).aliases.get(SUPPORT)?.stable).toHaveLength(3);
  });

  it("a canary that was exposed from the first version on is told the other way out", async () => {
    const store = await tempStore();
    const { context } = await controlRig(store, routeMapContentExposed(), START_MS);
    const { code, message } = await refusal(rollBack(context, SAM, { alias: SUPPORT }));
    expect([code, message]).toEqual([
      "conflict",
      `${SUPPORT} has no version without this canary to go back to; shift its cohorts to 0% instead.`,
    ]);
  });

  it("says plainly when there is nothing to go back to", async () => {
    const plane = await rig();
    const cases = [
      [{ alias: SUPPORT }, "conflict", `${SUPPORT} has no version to go back to: it is as it was in the first one.`],
      [{ alias: SUPPORT, to_version: 1 }, "conflict", "v1 is the active version; name an older one."],
      [{ alias: SUPPORT, to_version: 7 }, "not_found", "There is no v7 to go back to; v1 is active."],
      [{ alias: "gone" }, "not_found", `There is no alias gone in v1. Known: ${OTHER}, ${SUPPORT}.`],
    ] as const;
    for (const [input, code, message] of cases) {
      const refused = await refusal(rollBack(plane.context, SAM, input));
      expect([refused.code, refused.message, refused.isAudited]).toEqual([code, message, true]);
    }
    expect(await plane.store.routeMap.versions(null, 10)).toHaveLength(1);
  });
});

/** A store where somebody shifts the other alias just before each of the first `count` rollbacks is published. */
function withRivals(store: Store, count: number): Store {
  let rivals = 0;
  const commit: Store["control"]["commit"] = async (change) => {
    const { routing, audit } = change;
    if (routing?.kind === "publish" && routing.draft.action === "rolled_back" && audit !== null && rivals < count) {
      rivals += 1;
      const base = await store.routeMap.active();
      const section = base?.content.aliases[OTHER];
      if (base === null || section === undefined) throw new Error("the rival lost its alias");
      const canary = { route: "comet-chat", cohorts: { internal: rivals, general: 0 } };
      const aliases = { ...base.content.aliases, [OTHER]: { ...section, canary } };
      const content = { ...base.content, aliases };
      const rival = { ...routing.draft, content, baseVersion: base.version, alias: OTHER, restores: null };
      await publishVersion(store, { ...rival, action: "shifted" }, audit);
    }
    return store.control.commit(change);
  };
  const { control } = store;
  return {
    ...store,
    control: {
      commit,
      record: (kind, id) => control.record(kind, id),
      records: (query) => control.records(query),
      timeline: (query) => control.timeline(query),
    },
  };
}
