"use client";

import { VisuallyHidden } from "@mantine/core";
import { useSyncExternalStore } from "react";
import { announcements, NO_ANNOUNCEMENTS, subscribeToAnnouncements } from "@/lib/client/announce";

/** The page's two live regions, present and empty from the start. Nothing else announces. */
export function LiveRegions() {
  const { polite, assertive } = useSyncExternalStore(subscribeToAnnouncements, announcements, () => NO_ANNOUNCEMENTS);
  return (
    <VisuallyHidden>
      <div role="status">{polite}</div>
      <div role="alert">{assertive}</div>
    </VisuallyHidden>
  );
}
