import type { ContractRow, ContractSetting } from "@/lib/contract/contract-sheet";
import { type ContractRowId, forEveryRow } from "@/lib/core/contract-rows";

/** What a published source says about one row, for an operator to confirm. */
export interface ContractFact {
  readonly value: string;
  readonly sourceUrl: string;
  readonly safeWording: string;
  readonly setting?: ContractSetting;
}

/** The day the published pages were read. */
const ACCESSED_ON = "2026-08-21";

const NOTHING_KNOWN: ContractRow = {
  value: "",
  setting: null,
  source_url: null,
  accessed_on: null,
  safe_wording: "",
  edited_by: null,
  edited_at: null,
  verified_by: null,
  verified_at: null,
};

/** A whole worksheet, unverified throughout; rows without a fact are empty. */
export function startingRows(facts: Partial<Record<ContractRowId, ContractFact>>): Record<ContractRowId, ContractRow> {
  return forEveryRow((row) => startingRow(facts[row]));
}

function startingRow(fact: ContractFact | undefined): ContractRow {
  if (fact === undefined) return NOTHING_KNOWN;
  return {
    ...NOTHING_KNOWN,
    value: fact.value,
    setting: fact.setting ?? null,
    source_url: fact.sourceUrl,
    accessed_on: ACCESSED_ON,
    safe_wording: fact.safeWording,
  };
}
