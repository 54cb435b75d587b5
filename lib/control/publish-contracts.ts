import type { ContractBook } from "@/lib/core/contract-terms";
import type { ControlContext } from "./context";
import { contractBook, contractSheets } from "./contract-sheets";

/**
 * Hands the kept worksheets to the gateway when they say something else than the ones it has: at the start, after a
 * change, and for what another instance or a new version brought.
 */
export async function publishContracts(context: ControlContext): Promise<void> {
  const book = contractBook(await contractSheets(context));
  if (printed(book) !== printed(context.contracts.book())) context.contracts.publish(book);
}

function printed(book: ContractBook): string {
  return JSON.stringify([...book]);
}
