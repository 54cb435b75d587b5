"use client";

import dynamic from "next/dynamic";
import {
  loadActivateDialog,
  loadBreakerDialog,
  loadRollBackDialog,
  loadRollBackMapDialog,
  loadRolloutOrderDialog,
  loadShiftDialog,
  loadStartRolloutDialog,
} from "@/components/alias/dialog-loaders";
import { closeDialog, useOpenDialog } from "@/lib/client/dialogs";
import { assertNever } from "@/lib/core/assert-never";

const ActivateDialog = dynamic(loadActivateDialog, { ssr: false });
const BreakerDialog = dynamic(loadBreakerDialog, { ssr: false });
const RollBackDialog = dynamic(loadRollBackDialog, { ssr: false });
const RollBackMapDialog = dynamic(loadRollBackMapDialog, { ssr: false });
const RolloutOrderDialog = dynamic(loadRolloutOrderDialog, { ssr: false });
const ShiftDialog = dynamic(loadShiftDialog, { ssr: false });
const StartRolloutDialog = dynamic(loadStartRolloutDialog, { ssr: false });
const ShortcutsDialog = dynamic(() => import("./shortcuts-dialog").then((module) => module.ShortcutsDialog), {
  ssr: false,
});

/** Shows the one dialog that is open, from whichever screen it was opened. */
export function DialogHost() {
  const dialog = useOpenDialog();
  if (dialog === null) return null;
  switch (dialog.kind) {
    case "roll-back":
      return <RollBackDialog alias={dialog.alias} toVersion={dialog.toVersion ?? null} onClose={closeDialog} />;
    case "roll-back-map":
      return <RollBackMapDialog toVersion={dialog.toVersion} onClose={closeDialog} />;
    case "activate":
      return <ActivateDialog version={dialog.version} onClose={closeDialog} />;
    case "shift":
      return <ShiftDialog alias={dialog.alias} onClose={closeDialog} />;
    case "start-rollout":
      return <StartRolloutDialog alias={dialog.alias} onClose={closeDialog} />;
    case "rollout-order":
      return <RolloutOrderDialog id={dialog.id} verb={dialog.verb} onClose={closeDialog} />;
    case "breaker":
      return <BreakerDialog alias={dialog.alias} route={dialog.route} onClose={closeDialog} />;
    case "shortcuts":
      return <ShortcutsDialog onClose={closeDialog} />;
    default:
      return assertNever(dialog);
  }
}
