"use client";

import { Button } from "@mantine/core";
import { ConsoleLink } from "@/components/ui/console-link";
import { openDialog } from "@/lib/client/dialogs";
import type { RolloutSummary } from "@/lib/contract/rollout";

/** Starts the rollout of an alias, or stops the open one for a while. */
export function RolloutButton({ alias, rollout }: { readonly alias: string; readonly rollout: RolloutSummary | null }) {
  if (rollout === null) {
    return (
      <Button variant="default" aria-haspopup="dialog" onClick={() => openDialog({ kind: "start-rollout", alias })}>
        Start rollout…
      </Button>
    );
  }
  const { id, state } = rollout;
  if (state === "paused" || state === "running") {
    const verb = state === "paused" ? "resume" : "pause";
    return (
      <Button variant="default" aria-haspopup="dialog" onClick={() => openDialog({ kind: "rollout-order", id, verb })}>
        {verb === "resume" ? "Resume rollout" : "Pause rollout"}
      </Button>
    );
  }
  return (
    <Button component={ConsoleLink} href={`/rollouts/${encodeURIComponent(id)}`} variant="default">
      Open rollout
    </Button>
  );
}
