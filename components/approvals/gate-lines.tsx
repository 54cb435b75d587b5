import type { GateVerdictView } from "@/lib/contract/gates";
import { GATE_TITLES } from "@/lib/core/gate-words";
import { gateDifference, gateEffect, gateLimit, gateValue } from "../rollouts/gate-figures";
import { VerdictBadge } from "../rollouts/verdict-badge";
import { formatCount } from "../ui/format-count";
import styles from "./gate-lines.module.css";

/** Every gate in one line: its verdict, both arms, the difference with its limit, and how much was counted. */
export function GateLines({ gates }: { readonly gates: readonly GateVerdictView[] }) {
  return (
    <ul>
      {gates.map((gate) => {
        const limit = gateLimit(gate);
        return (
          <li key={gate.gate} className={styles.line}>
            <VerdictBadge gate={gate} />
            <span className={styles.name}>
              {GATE_TITLES[gate.gate]}{" "}
              {gate.mode !== "enforce" && <span className={styles.faint}>{gateEffect(gate)}</span>}
            </span>
            <span className={styles.arms}>
              <b className={styles.canary}>{gateValue(gate.unit, gate.canary.value)}</b> vs{" "}
              <b className={styles.stable}>{gateValue(gate.unit, gate.stable.value)}</b>
            </span>
            <span className={styles.figure}>{gateDifference(gate)}</span>
            <span className={styles.faint}>{limit === null ? "" : `limit ${limit}`}</span>
            <span className={styles.count}>n {formatCount(gate.canary.n)}</span>
          </li>
        );
      })}
    </ul>
  );
}
