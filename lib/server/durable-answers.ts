import { z } from "zod";
import type { ControlStore } from "@/db/control-store";
import { KEPT_ANSWER_MS, type KeptAnswers, type StoredAnswer } from "@/lib/http/kept-answers";
import { type SecretBox, SecretBoxError } from "./secret-box";

const RecordBody = z.object({ sealed: z.string() });

const Stored = z.object({
  bodyHash: z.string(),
  answer: z.object({
    status: z.number().int(),
    headers: z.array(z.tuple([z.string(), z.string()])),
    body: z.string(),
  }),
});

/**
 * Answers to orders as control records, so that an order sent again after a restart still has one effect. Sealed: some
 * answers show a new key or token, which is kept nowhere in plain. The store drops them after a day.
 */
export class DurableAnswers implements KeptAnswers {
  constructor(
    private readonly control: ControlStore,
    private readonly box: SecretBox,
  ) {}

  async find(name: string, nowMs: number): Promise<StoredAnswer | null> {
    const record = await this.control.record("idempotent_answer", name);
    if (record === null || nowMs - record.createdAtMs >= KEPT_ANSWER_MS) return null;
    const text = this.open(RecordBody.parse(record.body).sealed, name);
    return text === null ? null : Stored.parse(JSON.parse(text));
  }

  async keep(name: string, stored: StoredAnswer, nowMs: number): Promise<void> {
    const sealed = this.box.seal(JSON.stringify(stored), contextOf(name));
    const record = { kind: "idempotent_answer", id: name, baseRevision: null, subject: null, state: "kept" } as const;
    await this.control.commit({
      atMs: nowMs,
      routing: null,
      records: [{ ...record, routeVersion: null, body: { sealed } }],
      timeline: [],
      audit: null,
    });
  }

  /** Null under another master secret: then the order is judged like any other, by its base version. */
  private open(sealed: string, name: string): string | null {
    try {
      return this.box.open(sealed, contextOf(name));
    } catch (error) {
      if (error instanceof SecretBoxError && error.kind === "wrong_key") return null;
      throw error;
    }
  }
}

function contextOf(name: string): string {
  return `idempotent_answer:${name}`;
}
