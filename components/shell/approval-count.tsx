"use client";

import { useQuery } from "@tanstack/react-query";
import { approvalsQuery } from "@/lib/client/approval-queries";
import styles from "./approval-count.module.css";

/** How many approvals wait for a decision; nothing while none does. */
export function ApprovalCount() {
  const { data } = useQuery(approvalsQuery("waiting"));
  if (data === undefined || data.waiting_count === 0) return null;
  return (
    <span className={styles.count}>
      {data.waiting_count}
      <span className={styles.word}> waiting</span>
    </span>
  );
}
