import type { Window } from "@/lib/contract/common";

/** The window inside a sentence: "12,480 in the last hour". */
export const WINDOW_WORDS: Readonly<Record<Window, string>> = {
  "15m": "15 min",
  "1h": "the last hour",
  "6h": "6 h",
  "24h": "24 h",
  "7d": "7 d",
};
