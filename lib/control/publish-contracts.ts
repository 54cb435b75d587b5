import type { ControlContext } from "./context";
import { contractBook, contractSheets } from "./contract-sheets";

/** Hands the kept worksheets to the gateway; at the start, after a change, and when a version brings new providers. */
export async function publishContracts(context: ControlContext): Promise<void> {
  context.contracts.publish(contractBook(await contractSheets(context)));
}
