"use client";

import { useSyncExternalStore } from "react";

/** The dialogs any screen may open: one at a time, held by the shell, so that a rollback is two actions from anywhere. */
export type OpenDialog =
  /** Without `toVersion` the rollback goes to the version the server names. */
  | { readonly kind: "roll-back"; readonly alias: string; readonly toVersion?: number }
  | { readonly kind: "shift"; readonly alias: string }
  | { readonly kind: "shortcuts" };

let current: OpenDialog | null = null;
const listeners = new Set<() => void>();

export function openDialog(dialog: OpenDialog): void {
  show(dialog);
}

export function closeDialog(): void {
  show(null);
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
