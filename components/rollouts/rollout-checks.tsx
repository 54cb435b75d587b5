import type { AdvanceCheck } from "@/lib/contract/rollout";
import { StatusBadge } from "../ui/status-badge";
import type { StatusKind } from "../ui/status-shape";
import styles from "./rollout-checks.module.css";

const WORDS: Readonly<Record<AdvanceCheck["status"], readonly [StatusKind, string]>> = {
  ok: ["healthy", "Met"],
  waiting: ["waiting", "Waiting"],
  failed: ["failing", "Not met"],
  later: ["no_data", "Not known"],
};

const CHECK_TITLES: Readonly<Record<AdvanceCheck["check"], string>> = {
  soak: "Soak time",
  evidence: "Fresh evidence",
  traffic: "Traffic",
  protection: "Protecting gates",
  sample_ratio: "Even split",
  sufficiency: "Enough evidence",
  approval: "Approval",
};

/** The conditions of the next step in the order they are asked, each with its sentence. */
export function RolloutChecks({ checks }: { readonly checks: readonly AdvanceCheck[] }) {
  return (
    <ol className={styles.list}>
      {checks.map(({ check, status, text }) => {
        const [kind, word] = WORDS[status];
        return (
          <li key={check} className={styles.check}>
            <span className={styles.title}>{CHECK_TITLES[check]}</span>
            <StatusBadge status={kind} label={word} />
            <span className={styles.text}>{text}</span>
          </li>
        );
      })}
    </ol>
  );
}
