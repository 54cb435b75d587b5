"use client";

import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { announce } from "@/lib/client/announce";
import { stopDrillMutation } from "@/lib/client/drill-queries";
import { whyNotAllowed } from "@/lib/client/permissions";
import { useSession } from "../shell/session-context";

/** One press, no question: stopping a drill is always safe. */
export function StopDrillButton({ id, size = "sm" }: { readonly id: string; readonly size?: "sm" | "compact-sm" }) {
  const { principal } = useSession();
  const stop = useMutation({ ...stopDrillMutation(), onError: (error) => announce(error.message) });
  const obstacle = whyNotAllowed(principal, "drill.stop");
  return (
    <Button
      color="red"
      size={size}
      loading={stop.isPending}
      disabled={obstacle !== null}
      title={obstacle ?? undefined}
      onClick={() => stop.mutate({ id })}
    >
      Stop drill
    </Button>
  );
}
