import type { LiveEvent } from "@/lib/contract/live";
import type { LiveSubscription, NumberedEvent } from "./live-hub";

/** Whether the reader may go on reading; asked now and then, because a stream outlives the check at its start. */
export interface StreamGuard {
  /** False once the session is gone or no longer allowed. */
  readonly isStillAllowed: () => Promise<boolean>;
  readonly everyMs: number;
  readonly nowMs: () => number;
}

/** How long a browser waits before it connects again. */
const RECONNECT_MS = 2_000;

/**
 * A subscription as server-sent events. Reads one event at a time as the socket takes them, so back-pressure ends in
 * the subscription's bounded queue. Ends when `signal` aborts, the subscription is closed or the guard says no; the
 * guard is asked when an event is due, and heartbeats make one due every ten seconds.
 */
export function liveStream(
  subscription: LiveSubscription,
  first: readonly LiveEvent[],
  guard: StreamGuard,
  signal: AbortSignal,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let checkedMs = guard.nowMs();
  const stop = () => subscription.close();
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        controller.enqueue(encoder.encode(`retry: ${RECONNECT_MS}\n\n`));
        for (const event of first) controller.enqueue(encoder.encode(frame({ id: null, event })));
      },
      async pull(controller) {
        const next = await subscription.next();
        const isDue = guard.nowMs() - checkedMs >= guard.everyMs;
        if (next === null || signal.aborted || (isDue && !(await isAllowed(guard)))) {
          stop();
          signal.removeEventListener("abort", stop);
          controller.close();
          return;
        }
        if (isDue) checkedMs = guard.nowMs();
        controller.enqueue(encoder.encode(frame(next)));
      },
      cancel() {
        stop();
        signal.removeEventListener("abort", stop);
      },
    },
    { highWaterMark: 1 },
  );
}

/** A check that fails is a no: better a reconnect than a stream nobody vouches for. */
function isAllowed(guard: StreamGuard): Promise<boolean> {
  return guard.isStillAllowed().catch(() => false);
}

function frame({ id, event }: NumberedEvent): string {
  const idLine = id === null ? "" : `id: ${id}\n`;
  return `${idLine}event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}
