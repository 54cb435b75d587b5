import { describe, expect, it } from "vitest";
import type { ClientRecord } from "@/db/store";
import { T0 } from "../../support/ledger-fixtures";
import { auditEntry } from "../../support/store-fixtures";
import { tempStore } from "../../support/temp-store";

const client: ClientRecord = {
  id: "web-app",
  keyHash: "ab".repeat(32),
  tenant: "acme",
  requestsPerMinute: 6_000,
  concurrent: null,
  revokedAtMs: null,
  keyMadeAtMs: T0,
  previousKey: null,
};

describe("directory store", () => {
  it("keeps clients, tokens and sealed keys, and replaces them by id with an audit row each", async () => {
    const store = await tempStore();
    const key = {
      provider: "openai",
      host: "api.openai.com",
      sealed: "v1.x.y.z",
      lastFour: "9f2c",
      replacedAtMs: T0,
      enteredIn: "console",
    } as const;
    const token = {
      id: "ops-bot",
      tokenHash: "cd".repeat(32),
      roles: ["operator", "viewer"] as const,
      revokedAtMs: null,
      madeAtMs: T0,
      madeBy: "lee@example.com",
    };
    await store.directory.putClient(client, auditEntry({ action: "client.created" }));
    await store.directory.putClient({ ...client, revokedAtMs: T0 }, auditEntry({ action: "client.created" }));
    await store.directory.putToken(token, auditEntry({ action: "token.created" }));
    await store.directory.putProviderKey(key, auditEntry({ action: "provider_key.replaced" }));
    expect(await store.directory.clients()).toEqual([{ ...client, revokedAtMs: T0 }]);
    expect(await store.directory.tokens()).toEqual([token]);
    expect(await store.directory.providerKeys()).toEqual([key]);
    expect(await store.audit.verify()).toEqual({ rows: 4, brokenAt: null });
  });

  it("writes neither record nor audit row when one of them cannot be written", async () => {
    const store = await tempStore();
    await store.directory.putClient(client, auditEntry({ action: "client.created" }));
    const twin = store.directory.putClient({ ...client, id: "twin" }, auditEntry({ action: "client.created" }));
    await expect(twin).rejects.toMatchObject({ name: "StoreError" });
    expect(await store.directory.clients()).toEqual([client]);
    expect(await store.audit.verify()).toEqual({ rows: 1, brokenAt: null });
  });
});
