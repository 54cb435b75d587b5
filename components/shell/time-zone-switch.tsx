"use client";

import { SegmentedControl } from "@mantine/core";
import { useTimeZone } from "@/lib/client/use-view";

/** UTC, which everybody reads alike, or the browser's own zone. */
export function TimeZoneSwitch() {
  const [zone, setZone] = useTimeZone();
  return (
    <SegmentedControl
      size="xs"
      aria-label="Times in"
      value={zone}
      onChange={setZone}
      data={[
        { value: "utc", label: "UTC" },
        { value: "local", label: "Local" },
      ]}
    />
  );
}
