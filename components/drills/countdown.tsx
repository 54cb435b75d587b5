"use client";

import { useNow } from "@/lib/client/use-now";

/** Minutes and seconds until a moment, by this browser's clock; a dash until the page has started. */
export function Countdown({ to }: { readonly to: string }) {
  const nowMs = useNow();
  return <span className="figures">{nowMs === null ? "–" : clockOf(Date.parse(to) - nowMs)}</span>;
}

/** Minutes and seconds since a moment. */
export function Elapsed({ from }: { readonly from: string }) {
  const nowMs = useNow();
  return <span className="figures">{nowMs === null ? "–" : clockOf(nowMs - Date.parse(from))}</span>;
}

function clockOf(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  return `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
}
