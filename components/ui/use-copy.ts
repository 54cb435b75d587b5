"use client";

import { useEffect, useState } from "react";
import { announce } from "@/lib/client/announce";

export type CopyOutcome = "idle" | "copied" | "refused";

const CONFIRM_FOR_MS = 1_500;

/** Copies text and says so, for a moment. Without clipboard permission the outcome says that instead of pretending. */
export function useCopy(): { readonly outcome: CopyOutcome; readonly copy: (text: string) => void } {
  const [outcome, setOutcome] = useState<CopyOutcome>("idle");
  useEffect(() => {
    if (outcome === "idle") return;
    const timer = setTimeout(() => setOutcome("idle"), CONFIRM_FOR_MS);
    return () => clearTimeout(timer);
  }, [outcome]);

  async function write(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome("copied");
      announce("Copied");
    } catch {
      // No permission, or no clipboard at all outside a secure context.
      setOutcome("refused");
      announce("The browser did not allow copying");
    }
  }
  return { outcome, copy: (text) => void write(text) };
}
