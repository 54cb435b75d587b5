"use client";

import dynamic from "next/dynamic";
import { useEffect } from "react";
import { closeDialog, useOpenDialog } from "@/lib/client/dialogs";
import { assertNever } from "@/lib/core/assert-never";

const loadRollBack = () => import("@/components/alias/roll-back-dialog").then((module) => module.RollBackDialog);
const loadShift = () => import("@/components/alias/shift-dialog").then((module) => module.ShiftDialog);

const RollBackDialog = dynamic(loadRollBack, { ssr: false });
const ShiftDialog = dynamic(loadShift, { ssr: false });
const ShortcutsDialog = dynamic(() => import("./shortcuts-dialog").then((module) => module.ShortcutsDialog), {
  ssr: false,
});

const FETCH_AHEAD_AFTER_MS = 2_000;

/**
 * Shows the one dialog that is open, from whichever screen it was opened. The dialogs are fetched once the page has
 * settled: when the connection breaks, a rollback must still open and say what it knows.
 */
export function DialogHost() {
  const dialog = useOpenDialog();
  useEffect(() => {
    const timer = setTimeout(
      () => void Promise.all([loadRollBack(), loadShift()]).catch(() => undefined),
      FETCH_AHEAD_AFTER_MS,
    );
    return () => clearTimeout(timer);
  }, []);
  if (dialog === null) return null;
  switch (dialog.kind) {
    case "roll-back":
      return <RollBackDialog alias={dialog.alias} toVersion={dialog.toVersion ?? null} onClose={closeDialog} />;
    case "shift":
      return <ShiftDialog alias={dialog.alias} onClose={closeDialog} />;
    case "shortcuts":
      return <ShortcutsDialog onClose={closeDialog} />;
    default:
      return assertNever(dialog);
  }
}
