import type { ContractBook } from "@/lib/core/contract-terms";

/** The contract worksheets as the gateway of this instance reads them. */
export interface ContractHost {
  book(): ContractBook;
  /** They hold for the next request when this returns. Throws, and changes nothing, when they cannot be compiled. */
  publish(book: ContractBook): void;
}
