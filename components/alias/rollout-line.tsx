import { RolloutBadge } from "@/components/rollouts/rollout-badge";
import { ConsoleLink } from "@/components/ui/console-link";
import type { RolloutSummary } from "@/lib/contract/rollout";
import styles from "./canary-panel.module.css";

/** The rollout that looks after this canary: where it stands, and the way to it. */
export function RolloutLine({ rollout }: { readonly rollout: RolloutSummary }) {
  return (
    <p className={styles.rollout}>
      <RolloutBadge rollout={rollout} />
      <span>{rollout.text}</span>
      <ConsoleLink href={`/rollouts/${encodeURIComponent(rollout.id)}`}>Open rollout {rollout.id}</ConsoleLink>
    </p>
  );
}
