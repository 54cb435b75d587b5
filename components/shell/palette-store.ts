"use client";

import { useSyncExternalStore } from "react";

/** Whether the command palette was ever asked for: it is loaded then, and not before. */
let wasAsked = false;
let openLoaded: (() => void) | null = null;
const listeners = new Set<() => void>();

export function openPalette(): void {
  if (openLoaded !== null) {
    openLoaded();
    return;
  }
  wasAsked = true;
  for (const listener of listeners) listener();
}

/** The loaded palette says how it is opened from now on. */
export function onPaletteLoaded(open: () => void): void {
  openLoaded = open;
  open();
}

export function useWasPaletteAsked(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => wasAsked,
    () => false,
  );
}
