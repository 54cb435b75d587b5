import type { ReactNode } from "react";
import type { Status } from "@/lib/contract/common";

/** A health word, or something that waits for a person. */
export type StatusKind = Status | "waiting";

export const STATUS_WORDS: Readonly<Record<StatusKind, string>> = {
  healthy: "Healthy",
  degraded: "Degraded",
  failing: "Failing",
  no_data: "No data",
  waiting: "Waiting",
};

const SHAPES: Readonly<Record<StatusKind, ReactNode>> = {
  healthy: <path d="M2.5 6.5 5 9l4.5-5.5" fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" />,
  degraded: <path d="M6 1.4 11.2 10.6H.8z" fill="currentColor" />,
  failing: <path d="m3 3 6 6m0-6-6 6" fill="none" stroke="currentColor" strokeWidth="1.9" strokeLinecap="round" />,
  no_data: <circle cx="6" cy="6" r="4.4" fill="none" stroke="currentColor" strokeWidth="1.4" strokeDasharray="2 1.9" />,
  waiting: <circle cx="6" cy="6" r="4" fill="currentColor" />,
};

/** The shape of a status: legible without colour. Decorative, the word stands beside it. */
export function StatusShape({ status, size = 12 }: { readonly status: StatusKind; readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 12 12" aria-hidden="true" focusable="false">
      {SHAPES[status]}
    </svg>
  );
}
