"use client";

import { useSyncExternalStore } from "react";
import { liveState, subscribeToLive } from "./live";
import { dataAgeMs, INITIAL_LIVE_STATE, isStale, type LiveConnection } from "./live-state";
import { useNow } from "./use-now";

export interface Freshness {
  readonly connection: LiveConnection;
  /** Age of the newest data in milliseconds; null while the page starts. */
  readonly ageMs: number | null;
  readonly isStale: boolean;
}

/** How old what is on screen is. Re-renders once a second: use it in small components only. */
export function useFreshness(): Freshness {
  const state = useSyncExternalStore(subscribeToLive, liveState, () => INITIAL_LIVE_STATE);
  const nowMs = useNow();
  if (nowMs === null) return { connection: state.connection, ageMs: null, isStale: false };
  return { connection: state.connection, ageMs: dataAgeMs(state, nowMs), isStale: isStale(state, nowMs) };
}

/** Only whether data is stale: re-renders when that changes, not every second. */
export function useIsStale(): boolean {
  return useSyncExternalStore(subscribeToStaleness, readStaleness, () => false);
}

/** Why the gateway takes no new requests; null while it does. */
export function useShedding(): string | null {
  return useSyncExternalStore(
    subscribeToLive,
    () => liveState().shedding,
    () => null,
  );
}

function readStaleness(): boolean {
  return isStale(liveState(), Date.now());
}

function subscribeToStaleness(listener: () => void): () => void {
  const timer = setInterval(listener, 1_000);
  const unsubscribe = subscribeToLive(listener);
  return () => {
    clearInterval(timer);
    unsubscribe();
  };
}
