"use client";

import { useSyncExternalStore } from "react";
import type { RolloutVerb } from "./rollout-queries";

/** The dialogs any screen may open: one at a time, held by the shell, so that a rollback is two actions from anywhere. */
export type OpenDialog =
  /** Without `toVersion` the rollback goes to the version the server names. */
  | { readonly kind: "roll-back"; readonly alias: string; readonly toVersion?: number }
  /** Every alias back to an older version. */
  | { readonly kind: "roll-back-map"; readonly toVersion: number }
  /** A draft put in force. */
  | { readonly kind: "activate"; readonly version: number }
  | { readonly kind: "shift"; readonly alias: string }
  | { readonly kind: "start-rollout"; readonly alias: string }
  /** Onwards, a pause, or its end. */
  | { readonly kind: "rollout-order"; readonly id: string; readonly verb: RolloutVerb }
  | { readonly kind: "breaker"; readonly alias: string; readonly route: string }
  | { readonly kind: "shortcuts" };

let current: OpenDialog | null = null;
/** What had the focus before: it gets it back, or the page's heading does when it is gone. */
let opener: Element | null = null;
const listeners = new Set<() => void>();

export function openDialog(dialog: OpenDialog): void {
  if (current === null) opener = document.activeElement;
  show(dialog);
}

export function closeDialog(): void {
  show(null);
  requestAnimationFrame(() => {
    const isThere = opener instanceof HTMLElement && opener.isConnected && opener !== document.body;
    const target = isThere ? opener : document.querySelector("#main");
    if (target instanceof HTMLElement) target.focus({ preventScroll: true });
  });
}

export function useOpenDialog(): OpenDialog | null {
  return useSyncExternalStore(
    subscribe,
    () => current,
    () => null,
  );
}

function show(dialog: OpenDialog | null): void {
  current = dialog;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
