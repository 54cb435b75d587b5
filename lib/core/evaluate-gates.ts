import { costGate } from "./cost-gate";
import { type GateEvidence, type GateSettings, type GateVerdict, RATE_GATES } from "./gate";
import { latencyGate } from "./latency-gate";
import { rateGate } from "./rate-gate";

/**
 * The answer of every gate to the evidence of a stage. Missing data is `not_enough_data`, never `pass` and never `fail`.
 * The chance that a rate gate fails in a whole stage while the true rate is at its limit or below is at most 0.001, given
 * requests that fail independently; looks may be as many as one likes.
 */
export function evaluateGates(settings: GateSettings, evidence: GateEvidence): GateVerdict[] {
  return [
    ...RATE_GATES.map((gate) => rateGate(gate, settings[gate], evidence)),
    latencyGate("latency_p95", settings.latency_p95, evidence),
    latencyGate("latency_p99", settings.latency_p99, evidence),
    costGate(settings.cost, evidence),
  ];
}
