"use client";

import { useNow } from "@/lib/client/use-now";
import { formatAge } from "../ui/format-age";
import { Timestamp } from "../ui/timestamp";

/** When a request that nobody decided is over; how long that is once the page has a clock. */
export function ExpiryNote({ at }: { readonly at: string }) {
  const nowMs = useNow();
  if (nowMs === null) {
    return (
      <>
        expires at <Timestamp at={at} />
      </>
    );
  }
  const leftMs = Date.parse(at) - nowMs;
  return leftMs <= 0 ? "expired" : `expires in ${formatAge(leftMs)}`;
}
