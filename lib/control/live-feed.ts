import type { BreakerView, ControlContext } from "./context";
import { isoTime } from "./iso-time";
import { readCanary } from "./read-canary";

/** `setInterval` and `clearInterval`, or a clock a test turns. */
export interface Timers {
  every(periodMs: number, run: () => void): { stop(): void };
}

const HEARTBEAT_MS = 10_000;
const CANARY_MS = 5_000;
const BREAKER_MS = 1_000;

/**
 * Keeps the live hub fed: a heartbeat with the age of the data every 10 s, the canary of every alias that has one
 * every 5 s, and each breaker whose state changed. Asks the store nothing while no tab is open. Returns the stop.
 */
export function startLiveFeed(
  context: ControlContext,
  timers: Timers,
  onFailure: (error: unknown) => void,
): () => void {
  const hasListeners = () => context.live.subscriberCount > 0;
  let breakers = statesOf(context.breakers());
  const tasks = [
    timers.every(HEARTBEAT_MS, () => hasListeners() && void emitHeartbeat(context).catch(onFailure)),
    timers.every(
      CANARY_MS,
      onlyOneAtATime(() => (hasListeners() ? emitCanaries(context) : null), onFailure),
    ),
    timers.every(BREAKER_MS, () => {
      breakers = emitBreakerChanges(context, breakers);
    }),
  ];
  return () => {
    for (const task of tasks) task.stop();
  };
}

async function emitHeartbeat(context: ControlContext): Promise<void> {
  const dataUntilMs = await context.store.reports.dataUntil();
  context.live.emit({ type: "heartbeat", at: isoTime(context.nowMs()), data_until: isoTime(dataUntilMs) });
}

async function emitCanaries(context: ControlContext): Promise<void> {
  for (const [alias, section] of Object.entries(context.active().content.aliases)) {
    if (section.canary === null) continue;
    const canary = await readCanary(context, alias);
    // A change came while this was read: the tabs have been told, and must not be set back to what was before.
    if (canary.active_version !== context.active().version) return;
    context.live.emit({ type: "canary", at: isoTime(context.nowMs()), canary });
  }
}

/** A round that takes longer than its period is not started twice. */
function onlyOneAtATime(run: () => Promise<void> | null, onFailure: (error: unknown) => void): () => void {
  let isRunning = false;
  return () => {
    if (isRunning) return;
    isRunning = true;
    Promise.resolve(run())
      .catch(onFailure)
      .finally(() => {
        isRunning = false;
      });
  };
}

function emitBreakerChanges(context: ControlContext, known: ReadonlyMap<string, string>): Map<string, string> {
  const views = context.breakers();
  for (const [route, view] of views) {
    if ((known.get(route) ?? "closed") === view.state) continue;
    const cause = view.cause ?? "no cause recorded";
    context.live.emit({ type: "breaker", at: isoTime(context.nowMs()), route, state: view.state, cause });
  }
  return statesOf(views);
}

function statesOf(views: ReadonlyMap<string, BreakerView>): Map<string, string> {
  return new Map([...views].map(([route, view]) => [route, view.state]));
}
