import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { T0 } from "../../support/ledger-fixtures";
import { tempStore } from "../../support/temp-store";

const when = new Date(T0);
const person = {
  id: "p1",
  name: "Sam",
  email: "sre@example.com",
  createdAt: when,
  updatedAt: when,
  roles: '["operator"]',
};

describe("identity database", () => {
  it("reads its own writes and gives back returned rows and affected counts", async () => {
    const { database, tables } = (await tempStore()).identity;
    const [created] = await database.insert(tables.user).values(person).returning();
    expect(created).toEqual({ ...person, emailVerified: false, image: null, disabled: false });
    const changed = await database.update(tables.user).set({ disabled: true }).where(eq(tables.user.id, "p1"));
    expect(changed).toMatchObject({ changes: 1 });
    const found = await database.select().from(tables.user).where(eq(tables.user.email, "sre@example.com"));
    expect(found).toMatchObject([{ id: "p1", disabled: true, createdAt: when }]);
    expect(await database.query.user.findFirst({ where: eq(tables.user.id, "nobody") })).toBeUndefined();
  });

  it("ends a person's sessions with the person", async () => {
    const { database, tables } = (await tempStore()).identity;
    await database.insert(tables.user).values(person);
    const session = { id: "s1", token: "t", userId: "p1", expiresAt: when, createdAt: when, updatedAt: when };
    await database.insert(tables.session).values(session);
    await database.delete(tables.user).where(eq(tables.user.id, "p1"));
    expect(await database.select().from(tables.session)).toEqual([]);
  });

  it("refuses a transaction across statements", async () => {
    const { database, tables } = (await tempStore()).identity;
    await expect(database.transaction((tx) => tx.insert(tables.user).values(person))).rejects.toThrow();
    expect(await database.select().from(tables.user)).toEqual([]);
  });
});
