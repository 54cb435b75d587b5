"use client";

import { useSyncExternalStore } from "react";

const NARROW = "(max-width: 767px)";

/** Whether the page is laid out for a phone. Only for drawings; everything else is decided in CSS. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = window.matchMedia(NARROW);
      query.addEventListener("change", listener);
      return () => query.removeEventListener("change", listener);
    },
    () => window.matchMedia(NARROW).matches,
    () => false,
  );
}
