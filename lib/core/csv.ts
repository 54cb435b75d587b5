export type CsvCell = string | number | boolean | null;

/** What makes a spreadsheet read a cell as a formula, also behind spaces. */
const FORMULA = /^\s*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/**
 * One line of RFC 4180 text, without its line break. Text that a spreadsheet could take for a formula gets an apostrophe
 * in front; every text is quoted, so that separators and line breaks in it stay inside their cell. Null is empty.
 */
export function csvLine(cells: readonly CsvCell[]): string {
  return cells.map(cellText).join(",");
}

function cellText(cell: CsvCell): string {
  if (cell === null) return "";
  if (typeof cell !== "string") return String(cell);
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return `"${safe.replaceAll('"', '""')}"`;
}
