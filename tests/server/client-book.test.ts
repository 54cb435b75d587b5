import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { ClientRecord } from "@/db/store";
import { findClient } from "@/lib/gateway/client-directory";
import { ClientBook } from "@/lib/server/client-book";

const hashOf = (key: string) => createHash("sha256").update(key).digest("hex");

const rotated: ClientRecord = {
  id: "web-app",
  keyHash: hashOf("new-key"),
  tenant: null,
  requestsPerMinute: null,
  concurrent: null,
  revokedAtMs: null,
  keyMadeAtMs: 0,
  previousKey: { hash: hashOf("old-key"), untilMs: 60_000 },
};

describe("the clients a gateway knows", () => {
  it("include a rotated key until its end, and then no longer, without anybody asking", () => {
    let nowMs = 0;
    let timer: { atMs: number; run: () => void } | null = null;
    const book = new ClientBook(
      (waitMs, run) => {
        timer = { atMs: nowMs + waitMs, run };
        return () => undefined;
      },
      () => nowMs,
    );
    const takes = (key: string) => findClient(book.directory, `Bearer ${key}`) !== null;
    book.admit([rotated]);
    expect([takes("old-key"), takes("new-key")]).toEqual([true, true]);
    expect(timer).toMatchObject({ atMs: 60_000 });
    nowMs = 60_000;
    (timer as { run: () => void } | null)?.run();
    expect([takes("old-key"), takes("new-key")]).toEqual([false, true]);
  });

  it("forget a revoked client with both of its keys", () => {
    const book = new ClientBook(
      () => () => undefined,
      () => 0,
    );
    book.admit([{ ...rotated, revokedAtMs: 1 }]);
    expect([findClient(book.directory, "Bearer old-key"), findClient(book.directory, "Bearer new-key")]).toEqual([
      null,
      null,
    ]);
  });
});
