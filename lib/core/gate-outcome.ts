import { GATE_ACTIONS, type GateAction, type GateName, type GateVerdict } from "./gate";

/** What the gates of a stage say together. Only gates in `enforce` count. */
export interface GateOutcome {
  /** The strongest action a failed gate asks for; null while none fails. */
  readonly action: GateAction | null;
  readonly failed: readonly GateName[];
  /** Gates whose evidence does not reach yet. */
  readonly waitingFor: readonly GateName[];
  /** Every enforced gate passed. Never without one: a stage that nothing guards is not proved safe by that. */
  readonly isSufficient: boolean;
}

/** Folds verdicts into one answer. Warnings and shadows never act and never hold anything up. */
export function gateOutcome(verdicts: readonly GateVerdict[]): GateOutcome {
  const enforced = verdicts.filter(({ mode }) => mode === "enforce");
  const failed = enforced.filter(({ verdict }) => verdict === "fail");
  const waiting = enforced.filter(({ verdict }) => verdict === "not_enough_data");
  const strongest = Math.max(-1, ...failed.map(({ action }) => GATE_ACTIONS.indexOf(action)));
  return {
    action: GATE_ACTIONS[strongest] ?? null,
    failed: failed.map(({ gate }) => gate),
    waitingFor: waiting.map(({ gate }) => gate),
    isSufficient: enforced.length > 0 && failed.length === 0 && waiting.length === 0,
  };
}
