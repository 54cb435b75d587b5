import type { RecordWrite, TimelineEntry } from "@/db/control-store";
import type { Actor } from "@/lib/contract/rollout";
import { approvalEndWrite, waitingApprovals } from "./approval-record";
import type { ControlContext } from "./context";
import { auditedAs } from "./rollout-actor";

export interface Voiding {
  readonly alias: string;
  /** Why they end; null leaves them waiting. */
  readonly text: string | null;
  /** The id of the one approval that is being decided. */
  readonly except: string | null;
  readonly by: Actor;
  readonly atMs: number;
}

/** The writes that end the approvals of an alias that wait on what just went wrong, in the commit of what ended it. */
export async function voidedApprovals(
  context: ControlContext,
  { alias, text, except, by, atMs }: Voiding,
): Promise<{ readonly records: readonly RecordWrite[]; readonly timeline: readonly TimelineEntry[] }> {
  if (text === null) return { records: [], timeline: [] };
  const waiting = (await waitingApprovals(context, alias)).filter(({ id }) => id !== except);
  const end = { state: "void", by, atMs, text, reason: null, routeVersion: null } as const;
  const line = { atMs, kind: "approval", subject: alias, ...auditedAs(by), event: "void", text, detail: null } as const;
  return {
    records: waiting.map((kept) => approvalEndWrite(kept, end)),
    timeline: waiting.map(({ id }) => ({ ...line, id })),
  };
}
