import type { GateVerdictView } from "@/lib/contract/gates";
import { gateLimit, gateValue } from "./gate-figures";
import styles from "./gate-table.module.css";
import { type IntervalMark, intervalLayout } from "./interval-layout";

/** Both arms with their 95 % intervals on one axis, and the limit as a line: what is left of it is within. */
export function IntervalBar({ gate }: { readonly gate: GateVerdictView }) {
  const layout = intervalLayout(gate);
  const limit = gateLimit(gate);
  if (layout === null) return <span className={styles.faint}>no data yet</span>;
  return (
    <span className={styles.interval}>
      <svg className={styles.axis} viewBox="0 0 100 22" preserveAspectRatio="none" role="img" aria-label={words(gate)}>
        <line className={styles.base} x1="0" x2="100" y1="21.5" y2="21.5" />
        {layout.limit !== null && <line className={styles.limit} x1={layout.limit} x2={layout.limit} y1="0" y2="22" />}
        {layout.canary !== null && <ArmMark mark={layout.canary} y={7} className={styles.canaryMark} />}
        {layout.stable !== null && <ArmMark mark={layout.stable} y={15} className={styles.stableMark} />}
      </svg>
      <span className={styles.limitWord}>{limit === null ? "no limit" : `limit ${limit}`}</span>
    </span>
  );
}

interface ArmMarkProps {
  readonly mark: IntervalMark;
  readonly y: number;
  readonly className: string | undefined;
}

function ArmMark({ mark, y, className }: ArmMarkProps) {
  return (
    <g className={className}>
      <line x1={mark.from} x2={mark.to} y1={y} y2={y} />
      <line className={styles.dot} x1={mark.at} x2={mark.at} y1={y} y2={y} />
    </g>
  );
}

function words(gate: GateVerdictView): string {
  const limit = gateLimit(gate);
  const arms = [
    `canary ${gateValue(gate.unit, gate.canary.value)}`,
    `stable ${gateValue(gate.unit, gate.stable.value)}`,
  ];
  return [...arms, limit === null ? "no limit" : `limit ${limit}`].join(", ");
}
