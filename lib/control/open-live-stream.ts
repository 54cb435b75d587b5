import type { LiveEvent } from "@/lib/contract/live";
import type { ControlContext } from "./context";
import { isoTime } from "./iso-time";
import { liveStream, type StreamGuard } from "./live-stream";
import { readRunningDrill } from "./read-drills";
import { ControlRefusal } from "./refusal";

export interface LiveOrder {
  /** Tabs of one sign-in share this; it bounds how many streams they may hold. */
  readonly session: string;
  readonly lastEventId: number | null;
  /** False once the session is over; asked every 30 s. */
  readonly isStillAllowed: () => Promise<boolean>;
  /** Aborts when the caller goes away. */
  readonly signal: AbortSignal;
}

const SESSION_CHECK_MS = 30_000;

/** Opens one tab's event stream, starting with the age of the data and whether the gateway takes requests. Throws 429 when there are too many. */
export async function openLiveStream(context: ControlContext, order: LiveOrder): Promise<ReadableStream<Uint8Array>> {
  const dataUntilMs = await context.store.reports.dataUntil();
  const result = context.live.subscribe(order.session, order.lastEventId);
  if (result.kind === "refused") {
    const whose = result.limit === "session" ? "this sign-in holds" : "the server holds";
    throw new ControlRefusal(
      "rate_limited",
      `There are ${result.atMost} live streams open already, as many as ${whose} at once.`,
    );
  }
  const guard: StreamGuard = {
    isStillAllowed: order.isStillAllowed,
    everyMs: SESSION_CHECK_MS,
    nowMs: () => context.nowMs(),
  };
  const at = isoTime(context.nowMs());
  const first: readonly LiveEvent[] = [
    { type: "heartbeat", at, data_until: isoTime(dataUntilMs) },
    { type: "load", at, shedding: context.shedding() },
    { type: "drill", at, run: await readRunningDrill(context) },
  ];
  return liveStream(result.subscription, first, guard, order.signal);
}
