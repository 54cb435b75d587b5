"use client";

import { Button } from "@mantine/core";
import { ConsoleLink } from "@/components/ui/console-link";
import styles from "./dialog.module.css";

/** Leads from a request that was just made to the approval that waits. */
export function ApprovalLink({ id, onFollow }: { readonly id: string; readonly onFollow: () => void }) {
  return (
    <Button
      component={ConsoleLink}
      href={`/approvals/${id}`}
      onClick={onFollow}
      className={styles.link ?? ""}
      data-autofocus
    >
      Open approval {id}
    </Button>
  );
}
