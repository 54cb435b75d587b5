"use client";

import { useQuery } from "@tanstack/react-query";
import { ConsoleLink } from "@/components/ui/console-link";
import { approvalsQuery } from "@/lib/client/approval-queries";
import { closeDialog } from "@/lib/client/dialogs";
import styles from "./dialog.module.css";

/** Says before the press that an approver decides, or that one is asked already. */
export function ApprovalNote({ alias }: { readonly alias: string }) {
  const { data } = useQuery(approvalsQuery("waiting"));
  const open = data?.approvals.find((approval) => approval.alias === alias);
  if (open === undefined) {
    return (
      <p className={styles.warning}>
        This needs an approval. Pressing freezes the evidence and asks; traffic moves when somebody else with the role
        approver has approved.
      </p>
    );
  }
  return (
    <p className={styles.warning}>
      An approval of this alias waits already, asked by {open.requested_by.name}: “{open.title}”.{" "}
      <ConsoleLink href={`/approvals/${open.id}`} className={styles.way} onClick={closeDialog}>
        Open approval {open.id}
      </ConsoleLink>
    </p>
  );
}
