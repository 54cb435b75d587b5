import type { Logger } from "pino";
import type { ControlContext } from "@/lib/control/context";
import { startFollowingRouteMap } from "@/lib/control/follow-route-map";
import { keepBreakerOverrides, startKeepingBreakerOverrides } from "@/lib/control/keep-breaker-overrides";
import { startLiveFeed } from "@/lib/control/live-feed";
import { startProbeSchedule } from "@/lib/control/probe-schedule";
import { startTicking } from "@/lib/control/tick";
import { startVerifyingRollbacks } from "@/lib/control/verify-rollback";
import { every } from "./timers";

/**
 * Starts everything the control plane does by itself. Orders on breakers are in force when this resolves; a job that
 * fails once is logged and tried again at its next turn. The returned function ends them, the tick in flight awaited.
 */
export async function startStandingJobs(control: ControlContext, log: Logger): Promise<() => Promise<void>> {
  const warn = (sentence: string) => (error: unknown) => log.warn({ err: error }, sentence);
  const reportOrders = warn("the orders on breakers could not be followed");
  await keepBreakerOverrides(control).catch(reportOrders);
  const stops = [
    startKeepingBreakerOverrides(control, { every }, reportOrders),
    startProbeSchedule(control, { every }, warn("the schedule of probes could not be followed")),
    startLiveFeed(control, { every }, warn("a live update was skipped")),
    startFollowingRouteMap(control, { every }, warn("the active route map version could not be read")),
    startVerifyingRollbacks(control, { every }, warn("a rollback could not be verified this time")),
  ];
  const stopTicking = startTicking(control, { every }, (error) =>
    log.error({ err: error }, "a rollout or an approval could not be looked after this time"),
  );
  return async () => {
    await stopTicking();
    for (const stop of stops) stop();
  };
}
