"use client";

import { Button } from "@mantine/core";
import { openDialog } from "@/lib/client/dialogs";

/** Opens the rollback of one alias to a chosen version. The dialog is the second of the two actions. */
export function RollBackToVersion({ alias, version }: { readonly alias: string; readonly version: number }) {
  return (
    <Button
      variant="default"
      size="compact-sm"
      onClick={() => openDialog({ kind: "roll-back", alias, toVersion: version })}
    >
      Roll back {alias} to v{version}
    </Button>
  );
}
