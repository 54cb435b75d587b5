import { DataTable } from "@/components/ui/data-table";
import { formatPercent } from "@/components/ui/format-percent";
import type { GateVerdictView } from "@/lib/contract/gates";
import { GATE_TITLES } from "@/lib/core/gate-words";
import { gateCount, gateDifference, gateEffect, gateExposure, gateValue, gateWait } from "./gate-figures";
import styles from "./gate-table.module.css";
import { IntervalBar } from "./interval-bar";
import { VerdictBadge } from "./verdict-badge";

export interface GateTableProps {
  readonly gates: readonly GateVerdictView[];
}

/** Every gate in one row: both arms with k of n, their difference, the limit, how far the evidence is, and the verdict. */
export function GateTable({ gates }: GateTableProps) {
  return (
    <div className={styles.table}>
      <DataTable caption="Gates of this stage">
        <thead>
          <tr>
            <th scope="col">Gate</th>
            <th scope="col">Verdict</th>
            <th scope="col" data-align="end">
              Canary
            </th>
            <th scope="col" data-align="end">
              Stable
            </th>
            <th scope="col" data-align="end">
              Difference
            </th>
            <th scope="col">Interval and limit</th>
            <th scope="col">Evidence</th>
            <th scope="col">If broken now</th>
          </tr>
        </thead>
        <tbody>
          {gates.map((gate) => (
            <GateRow key={gate.gate} gate={gate} />
          ))}
        </tbody>
      </DataTable>
    </div>
  );
}

function GateRow({ gate }: { readonly gate: GateVerdictView }) {
  return (
    <tr>
      <td className={styles.cellName}>
        <span className={styles.name}>{GATE_TITLES[gate.gate]}</span>{" "}
        <span className={styles.faint}>{gateEffect(gate)}</span>
        <span className={styles.reason}>{gate.reason}</span>
        {gate.held_because !== null && <span className={styles.held}>Holds: {gate.held_because}</span>}
      </td>
      <td className={styles.cellVerdict}>
        <VerdictBadge gate={gate} />
      </td>
      <td data-align="end" data-label="Canary">
        <ArmCell gate={gate} arm="canary" />
      </td>
      <td data-align="end" data-label="Stable">
        <ArmCell gate={gate} arm="stable" />
      </td>
      <td data-align="end" data-label="Difference">
        {gateDifference(gate)}
      </td>
      <td className={styles.cellInterval}>
        <IntervalBar gate={gate} />
      </td>
      <td data-label="Evidence" className={styles.cellEvidence}>
        <EvidenceMeter gate={gate} />
      </td>
      <td data-label="If broken now" className={styles.cellExposure}>
        {gateExposure(gate) ?? <span className={styles.faint}>–</span>}
      </td>
    </tr>
  );
}

function ArmCell({ gate, arm }: { readonly gate: GateVerdictView; readonly arm: "canary" | "stable" }) {
  return (
    <>
      {gateValue(gate.unit, gate[arm].value)}
      <span className={styles.under}>{gateCount(gate[arm])}</span>
    </>
  );
}

/** How much of what a pass needs is there, and when the rest will be. */
function EvidenceMeter({ gate }: { readonly gate: GateVerdictView }) {
  return (
    <>
      <svg className={styles.meter} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect className={styles.meterTrack} width="100" height="6" rx="1" />
        <rect className={styles.meterFill} width={gate.evidence * 100} height="6" rx="1" />
      </svg>
      <span className={styles.under}>
        {formatPercent(gate.evidence * 100)}, {gateWait(gate)}
      </span>
    </>
  );
}
