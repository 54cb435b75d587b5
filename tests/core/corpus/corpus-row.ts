import type { FailureClass } from "@/lib/core/signal-class";

/** One provider failure as it appeared on the wire, and what it is. `source` names where it comes from. */
export interface CorpusRow {
  readonly source: string;
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly class: FailureClass;
  readonly detail: string | null;
}

/** The body as it travels. */
export function json(value: unknown): string {
  return JSON.stringify(value);
}

/** A body in OpenAI's error envelope. */
export function error(fields: Readonly<Record<string, unknown>>): string {
  return json({ error: fields });
}
