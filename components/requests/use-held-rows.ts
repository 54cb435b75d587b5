"use client";

import { useState } from "react";
import type { RequestRow } from "@/lib/contract/requests";

/**
 * The rows the reader is looking at while `isHolding`, else null. They are taken when holding begins, and taken anew
 * when `question` changes, because rows of another question are not what is being read.
 */
export function useHeldRows(
  latest: readonly RequestRow[],
  isHolding: boolean,
  question: string,
): { readonly held: readonly RequestRow[] | null; readonly takeNewest: () => void } {
  const [hold, setHold] = useState<{ readonly question: string; readonly rows: readonly RequestRow[] } | null>(null);
  if (isHolding && hold?.question !== question) setHold({ question, rows: latest });
  if (!isHolding && hold !== null) setHold(null);
  return {
    held: isHolding && hold?.question === question ? hold.rows : null,
    takeNewest: () => setHold((current) => (current === null ? null : { question, rows: latest })),
  };
}
