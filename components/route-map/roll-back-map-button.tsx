"use client";

import { Button } from "@mantine/core";
import { openDialog } from "@/lib/client/dialogs";

/** Opens the rollback of every alias to a version. The dialog is the second of the two actions. */
export function RollBackMapButton({ version }: { readonly version: number }) {
  return (
    <Button
      variant="default"
      size="compact-sm"
      aria-haspopup="dialog"
      onClick={() => openDialog({ kind: "roll-back-map", toVersion: version })}
    >
      Roll back all to v{version}
    </Button>
  );
}
