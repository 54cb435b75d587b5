import type { ContractList } from "@/lib/contract/contract-sheet";
import type { ProbeList } from "@/lib/contract/probe";

/**
 * The page in one sentence, worst first: routes whose contracts hold them back, routes that broke theirs in the last
 * probes, and how far the work is. `probes` may be missing while they load.
 */
export function contractsHeadline(
  { routes, sheets }: Pick<ContractList, "routes" | "sheets">,
  probes: Pick<ProbeList, "matrix"> | undefined,
): string {
  const held = routes.filter(({ is_eligible }) => !is_eligible).length;
  if (held > 0) return `${counted(held, "route is", "routes are")} not production eligible`;
  const cells = probes?.matrix.flatMap((row) => row.cells) ?? [];
  const broken = new Set(cells.filter((cell) => cell.probes === "failed").map(({ route }) => route)).size;
  if (broken > 0) return `${counted(broken, "route", "routes")} broke the contract in the last probes`;
  const open = sheets.reduce((sum, sheet) => sum + sheet.open_rows, 0);
  if (open > 0) return `${counted(open, "required contract row is", "required contract rows are")} unverified`;
  const stale = sheets.reduce((sum, sheet) => sum + sheet.stale_rows, 0);
  if (stale > 0) return `${counted(stale, "contract row", "contract rows")} should be checked again`;
  return sheets.length === 0 ? "No provider is configured" : "Every required contract row is verified";
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
