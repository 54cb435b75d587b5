"use client";

import { useEffect } from "react";

export const loadBreakerDialog = () => import("./breaker-dialog").then((module) => module.BreakerDialog);
export const loadRollBackDialog = () => import("./roll-back-dialog").then((module) => module.RollBackDialog);
export const loadRollBackMapDialog = () =>
  import("@/components/route-map/roll-back-map-dialog").then((module) => module.RollBackMapDialog);
export const loadActivateDialog = () =>
  import("@/components/route-map/activate-dialog").then((module) => module.ActivateDialog);
export const loadRolloutOrderDialog = () =>
  import("@/components/rollouts/rollout-order-dialog").then((module) => module.RolloutOrderDialog);
export const loadStartRolloutDialog = () =>
  import("@/components/rollouts/start-rollout-dialog").then((module) => module.StartRolloutDialog);
export const loadShiftDialog = () => import("./shift-dialog").then((module) => module.ShiftDialog);

const AFTER_MS = 4_000;

/**
 * Fetches the two dialogs once the page has settled. For screens that show their buttons: when the connection breaks,
 * a rollback must still open and say what it knows.
 */
export function useDialogsFetchedAhead(): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      void Promise.all([loadRollBackDialog(), loadShiftDialog()]).catch(() => undefined);
    }, AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
}
