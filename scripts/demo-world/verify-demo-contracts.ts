import type { Principal } from "@/lib/contract/session";
import type { ControlContext } from "@/lib/control/context";
import { contractSheet, contractSheets } from "@/lib/control/contract-sheets";
import { verifyContractRow } from "@/lib/control/verify-contract-row";
import { CONTRACT_ROW_IDS, CONTRACT_ROWS } from "@/lib/core/contract-rows";

const APPROVER: Principal = {
  kind: "person",
  id: "demo-approver",
  name: "Demo approver",
  email: "approver@demo.local",
  roles: ["approver"],
};

/** Verifies every required row of the simulated providers, as a person would; what is optional stays open to be tried. */
export async function verifyDemoContracts(context: ControlContext): Promise<void> {
  const required = CONTRACT_ROW_IDS.filter((row) => CONTRACT_ROWS[row].isRequired);
  for (const { sheet } of await contractSheets(context)) {
    const { provider, endpoint } = sheet;
    for (const row of required) {
      const revision = (await contractSheet(context, provider, endpoint))?.revision ?? 0;
      await verifyContractRow(context, APPROVER, { provider, endpoint, row, base_revision: revision });
    }
  }
}
