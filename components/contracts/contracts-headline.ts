import type { ContractList } from "@/lib/contract/contract-sheet";

/** The page in one sentence: which routes their contracts hold back, or how far the work is. */
export function contractsHeadline({ routes, sheets }: Pick<ContractList, "routes" | "sheets">): string {
  const held = routes.filter(({ is_eligible }) => !is_eligible).length;
  if (held > 0) return held === 1 ? "1 route is not production eligible" : `${held} routes are not production eligible`;
  const open = sheets.reduce((sum, sheet) => sum + sheet.open_rows, 0);
  if (open > 0)
    return open === 1 ? "1 required contract row is unverified" : `${open} required contract rows are unverified`;
  const stale = sheets.reduce((sum, sheet) => sum + sheet.stale_rows, 0);
  if (stale > 0)
    return stale === 1 ? "1 contract row should be checked again" : `${stale} contract rows should be checked again`;
  return sheets.length === 0 ? "No provider is configured" : "Every contract is verified";
}
