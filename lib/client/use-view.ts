"use client";

import { useQueryState } from "nuqs";
import { useSyncExternalStore } from "react";
import type { Window } from "@/lib/contract/common";
import { type TimeZoneChoice, timeZoneParser, windowParser } from "./view-params";

/** The look-back window of the page, kept in the URL. */
export function useWindow(): [Window, (window: Window) => void] {
  const [window, setWindow] = useQueryState("window", windowParser.withOptions({ history: "push" }));
  return [window, (next) => void setWindow(next)];
}

/** UTC or the browser's zone. The server cannot know the latter, so the first paint is UTC. */
export function useTimeZone(): [TimeZoneChoice, (zone: TimeZoneChoice) => void] {
  const [zone, setZone] = useQueryState("tz", timeZoneParser.withOptions({ history: "replace" }));
  const isHydrated = useSyncExternalStore(
    () => () => undefined,
    () => true,
    () => false,
  );
  return [isHydrated ? zone : "utc", (next) => void setZone(next)];
}
