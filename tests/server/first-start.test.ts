import { describe, expect, it } from "vitest";
import type { PersonDefinition } from "@/lib/contract/config-file";
import { deriveKey } from "@/lib/server/master-secret";
import { sealProviderKey } from "@/lib/server/provider-keys";
import { createSecretBox } from "@/lib/server/secret-box";
import { StartupError } from "@/lib/server/startup-error";
import { systemEntry } from "@/lib/server/system-entry";
import { CANARY_SECRETS, FULL_CONFIG, parseConfig } from "../support/config-fixtures";
import { identityRig, MASTER_SECRET, quickConfig, startedRig } from "../support/identity-rig";
import { auditEntry } from "../support/store-fixtures";

const changedConfig = (from: string, to: string, env: Readonly<Record<string, string>> = CANARY_SECRETS) => {
  if (!FULL_CONFIG.includes(from)) throw new Error(`The fixture has no ${from}`);
  return quickConfig(FULL_CONFIG.replace(from, to), env);
};

describe("a first start", () => {
  it("makes version 1 of the route map, its clients, tokens, people and sealed provider keys", async () => {
    const { store, identity, started } = await startedRig();
    expect(started.isFirstStart).toBe(true);
    expect(started.active).toMatchObject({ version: 1, action: "initialised", is_active: true, base_version: null });
    expect((await store.directory.clients()).map(({ id }) => id)).toEqual(["staff-tools", "web-app"]);
    expect((await store.directory.tokens()).map(({ id, roles }) => [id, roles])).toEqual([["ops-bot", ["operator"]]]);
    expect(await store.directory.providerKeys()).toMatchObject([{ provider: "openai", host: "api.openai.com" }]);
    expect(started.providerKeys.get("openai")).toEqual({ host: "api.openai.com", key: CANARY_SECRETS.OPENAI_KEY });
    const people = await identity.people.list();
    expect(people).toHaveLength(5);
    expect(people).toContainEqual({ email: "viewer@example.com", roles: ["viewer"] });
  });

  it("writes an audit row for each thing it makes, and the chain holds", async () => {
    const { store } = await startedRig();
    const { rows } = await store.audit.list({ limit: 50 });
    expect([...new Set(rows.map(({ action }) => action))].sort()).toEqual([
      "client.created",
      "person.created",
      "provider_key.replaced",
      "route_map.initialised",
      "token.created",
    ]);
    expect(rows.filter(({ action }) => action === "person.created")).toHaveLength(5);
    expect(rows.every(({ actor_kind, outcome }) => actor_kind === "system" && outcome === "done")).toBe(true);
    expect(await store.audit.verify()).toMatchObject({ brokenAt: null });
  });

  it("is done again, without doubles, when it was cut off before version 1", async () => {
    const rig = await identityRig();
    const { list, create } = rig.identity.people;
    let created = 0;
    const cutOff = async (person: PersonDefinition) => {
      created += 1;
      if (created === 3) throw new Error("power cut");
      await create(person);
    };
    await expect(rig.start(parseConfig(FULL_CONFIG), { people: { list, create: cutOff } })).rejects.toThrow(
      "power cut",
    );
    expect(await rig.store.routeMap.active()).toBeNull();

    const again = await rig.start(parseConfig(FULL_CONFIG));
    expect(again).toMatchObject({ isFirstStart: true, active: { version: 1 } });
    expect(await rig.identity.people.list()).toHaveLength(5);
    expect(await rig.store.directory.clients()).toHaveLength(2);
    expect(
      await rig.identity.openSession("operator@example.com", "canary-operator-password-4bb2", null),
    ).not.toBeNull();
  });

  it("leaves no configured secret on disk, in the audit trail or in the route map", async () => {
    const rig = await identityRig();
    await rig.start(parseConfig(FULL_CONFIG));
    const { rows } = await rig.store.audit.list({ limit: 100 });
    await rig.store.settled();
    const places = {
      disk: rig.bytesOnDisk(),
      audit: JSON.stringify(rows),
      routeMap: JSON.stringify(await rig.store.routeMap.active()),
    };
    for (const secret of [...Object.values(CANARY_SECRETS), MASTER_SECRET]) {
      for (const [place, text] of Object.entries(places))
        expect(text.includes(secret), `${secret} in ${place}`).toBe(false);
    }
    expect(places.disk).toContain("support-summary-v3");
  });
});

describe("a later start", () => {
  it("finds no difference when nothing changed", async () => {
    const rig = await startedRig();
    const again = await rig.start(quickConfig(FULL_CONFIG));
    expect(again).toMatchObject({ isFirstStart: false, drift: [], replacedKeys: [] });
    expect(again.active.content_hash).toBe(rig.started.active.content_hash);
  });

  it("reports what differs and applies nothing of it", async () => {
    const rig = await startedRig();
    const file = changedConfig("internal: 10", "internal: 60");
    const { drift, active } = await rig.start({
      ...file,
      clients: [
        ...file.clients,
        {
          id: "new-app",
          key: "canary-new-app-key",
          tenant: null,
          limits: { requests_per_minute: null, concurrent: null },
        },
      ],
      people: file.people.filter(({ email }) => email !== "admin@example.com"),
      tokens: file.tokens.map((token) => ({ ...token, roles: ["admin"] })),
    });
    expect(active.version).toBe(1);
    expect(drift.map(({ label, before, after }) => [label, before, after])).toEqual([
      [expect.stringContaining("internal"), expect.stringContaining("10"), expect.stringContaining("60")],
      ["client new-app", "not present", "in the file"],
      ["token ops-bot", "as kept", "differs in the file"],
      ["person admin@example.com", "present", "not in the file"],
    ]);
    expect(JSON.stringify(drift)).not.toContain("canary-");
    expect(await rig.store.directory.clients()).toHaveLength(2);
    expect((await rig.store.routeMap.active())?.content.aliases["support-summary-v3"]?.canary?.cohorts).toEqual({
      internal: 10,
    });
  });

  it("takes over a provider key that changed for an unchanged host, and records it without the key", async () => {
    const rig = await startedRig();
    const rotated = { ...CANARY_SECRETS, OPENAI_KEY: "canary-rotated-openai-key-5510" };
    const again = await rig.start(quickConfig(FULL_CONFIG, rotated));
    expect(again.replacedKeys).toEqual(["openai"]);
    expect(again.providerKeys.get("openai")?.key).toBe(rotated.OPENAI_KEY);
    const { rows } = await rig.store.audit.list({ limit: 10, action: "provider_key.replaced" });
    expect(rows[0]).toMatchObject({
      object: "provider:openai",
      before: { last_four: "0a44" },
      after: { last_four: "5510" },
    });
    expect(rig.bytesOnDisk()).not.toContain(rotated.OPENAI_KEY);
    expect((await rig.start(quickConfig(FULL_CONFIG, rotated))).replacedKeys).toEqual([]);
  });

  it("keeps a key that was entered in the console, whatever the file says by then", async () => {
    const rig = await startedRig();
    const box = createSecretBox(deriveKey(MASTER_SECRET, "provider keys"));
    const entered = { provider: "openai", host: "api.openai.com", key: "canary-console-openai-key-81c4" };
    await rig.store.directory.putProviderKey(
      sealProviderKey(box, entered, Date.now(), "console"),
      auditEntry({ action: "provider_key.replaced" }),
    );
    const rotated = { ...CANARY_SECRETS, OPENAI_KEY: "canary-rotated-openai-key-5510" };
    const again = await rig.start(quickConfig(FULL_CONFIG, rotated));
    expect(again.replacedKeys).toEqual([]);
    expect(again.providerKeys.get("openai")?.key).toBe(entered.key);
  });

  it("keeps the sealed key of a provider that the file points at another host, whatever key comes with it", async () => {
    const rig = await startedRig();
    const stolen = changedConfig("https://api.openai.com/v1/", "https://evil.example/v1", {
      ...CANARY_SECRETS,
      OPENAI_KEY: "canary-other-key-for-evil",
    });
    const again = await rig.start(stolen);
    expect(again.replacedKeys).toEqual([]);
    expect(again.providerKeys.get("openai")).toEqual({ host: "api.openai.com", key: CANARY_SECRETS.OPENAI_KEY });
    expect(again.drift.map(({ label }) => label)).toContain("key of provider openai");
  });

  it("does not start with another master secret, and names the variable", async () => {
    const rig = await startedRig();
    const start = rig.start(quickConfig(FULL_CONFIG), { masterSecret: "another master secret of enough length" });
    await expect(start).rejects.toThrow(StartupError);
    await expect(start).rejects.toThrow(/^SWITCHYARD_SECRET is not the secret/);
  });

  it("does not start with a sealed key that was moved to another provider", async () => {
    const rig = await startedRig();
    const [record] = await rig.store.directory.providerKeys();
    if (record === undefined) throw new Error("The first start seals a key");
    const audit = systemEntry({
      atMs: 0,
      action: "provider_key.replaced",
      object: "provider:local",
      before: null,
      after: null,
      reason: null,
    });
    await rig.store.directory.putProviderKey({ ...record, provider: "local" }, audit);
    await expect(rig.start(quickConfig(FULL_CONFIG))).rejects.toThrow("The kept key of provider local is damaged");
  });
});
