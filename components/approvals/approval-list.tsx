import type { ApprovalSummary } from "@/lib/contract/approval";
import { ConsoleLink } from "../ui/console-link";
import { Timestamp } from "../ui/timestamp";
import { ApprovalBadge } from "./approval-badge";
import styles from "./approval-list.module.css";
import { ExpiryNote } from "./expiry-note";

/** Requests for approval, newest first: what is asked, by whom and why, and how it ended. */
export function ApprovalList({ approvals }: { readonly approvals: readonly ApprovalSummary[] }) {
  return (
    <ul>
      {approvals.map((approval) => (
        <li key={approval.id} className={styles.item}>
          <ConsoleLink href={`/approvals/${approval.id}`} className={styles.row}>
            <span className={styles.head}>
              <b>{approval.title}</b>
              <ApprovalBadge state={approval.state} />
            </span>
            <span className={styles.end}>
              {approval.state === "waiting" ? (
                <ExpiryNote at={approval.expires_at} />
              ) : (
                approval.outcome !== null && <Timestamp at={approval.outcome.at} withDay />
              )}
            </span>
            <span className={styles.text}>{approval.outcome?.text ?? approval.reason}</span>
            <span className={styles.meta}>
              Approval {approval.id}, asked by {approval.requested_by.name} at <Timestamp at={approval.requested_at} />
            </span>
          </ConsoleLink>
        </li>
      ))}
    </ul>
  );
}
