import { describe, expect, it } from "vitest";
import { type IdentityRig, identityRig, quickConfig } from "../support/identity-rig";

const PASSWORD = "a password for this test";
const HOUR_MS = 3_600_000;

/** One person who can sign in, and a clock that can be moved. */
async function rigWithSam(): Promise<IdentityRig & { cookie: string; pass(ms: number): void }> {
  let offsetMs = 0;
  const rig = await identityRig({ nowMs: () => Date.now() + offsetMs });
  await rig.start({
    ...quickConfig(),
    people: [{ email: "sam@example.com", name: "Sam", roles: ["operator"], password: PASSWORD }],
  });
  const opened = await rig.identity.openSession("sam@example.com", PASSWORD, "test browser");
  if (opened === null) throw new Error("The password is right");
  const cookie = opened.setCookies.map((text) => text.split(";")[0]).join("; ");
  return { ...rig, cookie, pass: (ms) => (offsetMs += ms) };
}

const who = (rig: IdentityRig & { cookie: string }) =>
  rig.identity.sessionPrincipal(new Headers({ cookie: rig.cookie }));

/** Runs one statement through the store, as an administrator's change in the database would. */
const alter = async (rig: IdentityRig, values: Partial<typeof rig.store.identity.tables.user.$inferInsert>) => {
  await rig.store.identity.database.update(rig.store.identity.tables.user).set(values);
};

describe("a session", () => {
  it("ends twelve hours after it was last used", async () => {
    const rig = await rigWithSam();
    rig.pass(11 * HOUR_MS);
    expect(await who(rig)).toMatchObject({ email: "sam@example.com" });
    rig.pass(11 * HOUR_MS);
    expect(await who(rig)).not.toBeNull();
    rig.pass(13 * HOUR_MS);
    expect(await who(rig)).toBeNull();
    rig.pass(-13 * HOUR_MS);
    expect(await who(rig)).toBeNull();
  });

  it("ends seven days after sign-in, however much it is used", async () => {
    const rig = await rigWithSam();
    for (let hours = 0; hours < 160; hours += 10) {
      expect(await who(rig), `after ${hours} hours`).not.toBeNull();
      rig.pass(10 * HOUR_MS);
    }
    rig.pass(8 * HOUR_MS);
    expect(await who(rig)).toBeNull();
  });

  it("carries the roles the person has now, from the next request on", async () => {
    const rig = await rigWithSam();
    await alter(rig, { roles: JSON.stringify(["viewer"]) });
    expect(await who(rig)).toMatchObject({ roles: ["viewer"] });
    await alter(rig, { roles: '["root"]' });
    expect(await who(rig)).toMatchObject({ roles: [] });
    await alter(rig, { roles: "not json" });
    expect(await who(rig)).toMatchObject({ roles: [] });
  });

  it("of a disabled person is over at once, and no new one opens", async () => {
    const rig = await rigWithSam();
    await alter(rig, { disabled: true });
    expect(await who(rig)).toBeNull();
    expect(await rig.identity.openSession("sam@example.com", PASSWORD, null)).toBeNull();
    await alter(rig, { disabled: false });
    expect(await who(rig)).toBeNull();
  });

  it("is revoked by deleting its row", async () => {
    const rig = await rigWithSam();
    await rig.store.identity.database.delete(rig.store.identity.tables.session);
    expect(await who(rig)).toBeNull();
  });

  it("that ended is cleared away when somebody signs in", async () => {
    const rig = await rigWithSam();
    const { database, tables } = rig.store.identity;
    await database.update(tables.session).set({ expiresAt: new Date(0) });
    await rig.identity.openSession("sam@example.com", PASSWORD, null);
    expect(await rig.store.identity.database.select().from(rig.store.identity.tables.session)).toHaveLength(1);
  });

  it("is kept by the hash of its token only", async () => {
    const rig = await rigWithSam();
    const token = decodeURIComponent(rig.cookie.split("=")[1] ?? "").split(".")[0] ?? "";
    const [row] = await rig.store.identity.database.select().from(rig.store.identity.tables.session);
    expect(row?.token).toMatch(/^[0-9a-f]{64}$/);
    expect(row?.token).not.toBe(token);
    expect(rig.bytesOnDisk()).not.toContain(token);
  });
});
