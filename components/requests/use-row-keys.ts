"use client";

import { useEffect, useRef } from "react";
import { requestRowId } from "./trace-id";

export interface RowKeys {
  readonly traceIds: readonly string[];
  /** Trace id of the request in the drawer; null when it is closed. */
  readonly openId: string | null;
  /** Shows another request in the open drawer. */
  readonly onShow: (traceId: string) => void;
  readonly onTogglePause: () => void;
}

/**
 * `j` and `k` walk the list: the focus while the drawer is closed, the request shown while it is open. `p` pauses.
 * Enter on a focused row is the row's own link. No key changes anything outside this page.
 */
export function useRowKeys(keys: RowKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      if (event.key === "p") latest.current.onTogglePause();
      if (event.key === "j") step(latest.current, 1);
      if (event.key === "k") step(latest.current, -1);
    }
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

/** The neighbour of the request that is open, else of the row that has the focus, else the first row. */
export function neighbour(traceIds: readonly string[], currentId: string | null, by: 1 | -1): string | null {
  const index = currentId === null ? -1 : traceIds.indexOf(currentId);
  if (index === -1) return traceIds[0] ?? null;
  return traceIds[index + by] ?? null;
}

function step({ traceIds, openId, onShow }: RowKeys, by: 1 | -1): void {
  if (openId !== null) {
    const next = neighbour(traceIds, openId, by);
    if (next !== null) onShow(next);
    return;
  }
  const focusedId = traceIds.find((traceId) => document.activeElement?.id === requestRowId(traceId)) ?? null;
  const next = neighbour(traceIds, focusedId, by);
  if (next !== null) document.getElementById(requestRowId(next))?.focus();
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.closest("input, textarea, select") !== null)
  );
}
