"use client";

import { useState } from "react";
import { useTimeZone } from "@/lib/client/use-view";
import { formatAge } from "./format-age";
import { formatMoment, formatTime } from "./format-time";

export interface TimestampProps {
  /** ISO 8601 in UTC with milliseconds. */
  readonly at: string;
  readonly precision?: "second" | "millisecond";
  /** Prints the day too: where a moment may lie on another day. */
  readonly withDay?: boolean;
}

/** A moment: UTC with its Z, or the browser's zone when the reader chose so. Pointing at it names both and its age. */
export function Timestamp({ at, precision = "second", withDay = false }: TimestampProps) {
  const [zone] = useTimeZone();
  const [hint, setHint] = useState<string>();
  const explain = () => setHint(`${formatMoment(at)} UTC\n${localMoment(at)} local\n${relativeTo(at, Date.now())}`);
  return (
    <time className="mono" dateTime={at} title={hint} onPointerEnter={explain}>
      {zone === "local" ? localText(at, withDay) : withDay ? formatMoment(at) : formatTime(at, precision)}
    </time>
  );
}

function localText(at: string, withDay: boolean): string {
  const date = new Date(at);
  const time = date.toLocaleTimeString("en-GB");
  return withDay ? `${date.toLocaleDateString("sv-SE")} ${time}` : time;
}

function localMoment(at: string): string {
  return new Date(at).toLocaleString("sv-SE", { timeZoneName: "short" });
}

function relativeTo(at: string, nowMs: number): string {
  const ageMs = nowMs - Date.parse(at);
  return ageMs >= 0 ? `${formatAge(ageMs)} ago` : `in ${formatAge(-ageMs)}`;
}
