import type { GateReport } from "@/lib/contract/gates";
import type { RaisedExposure } from "@/lib/core/activation-rules";
import type { ControlContext } from "./context";
import { ControlRefusal } from "./refusal";

/**
 * What the gates say of each alias that a draft would expose more, in order; null for one whose canary nobody uses.
 * Throws 409 for evidence that cannot be read and for an enforced gate that fails: nothing widens on a breach.
 */
export async function activationEvidence(
  context: ControlContext,
  raised: readonly RaisedExposure[],
): Promise<readonly (GateReport | null)[]> {
  return Promise.all(raised.map(({ alias }) => soundEvidence(context, alias)));
}

async function soundEvidence(context: ControlContext, alias: string): Promise<GateReport | null> {
  const report = await context.stageEvidence(alias).catch(() => {
    throw new ControlRefusal(
      "conflict",
      `The evidence of ${alias} cannot be read right now. Nothing was done; try again.`,
    );
  });
  const breach = report?.gates.find(({ mode, verdict }) => mode === "enforce" && verdict === "fail");
  if (breach !== undefined) throw new ControlRefusal("conflict", `${alias}: ${breach.reason}`, { check: "protection" });
  return report;
}
