import { type ExportKind, LARGEST_EXPORT_ROWS } from "@/lib/contract/exports";
import { type CsvCell, csvLine } from "@/lib/core/csv";

export type ExportFormat = "jsonl" | "csv";

/** One page of what is exported; `next` reads the page after it. */
export interface ExportPage {
  readonly rows: readonly object[];
  readonly next: (() => Promise<ExportPage>) | null;
}

/**
 * The text of an export, page by page as it is asked for: a header line in CSV, the rows, and a last line with their
 * count that also says whether rows were left out. A text without that line was cut off on its way.
 */
export async function* exportRows(
  kind: ExportKind,
  format: ExportFormat,
  columns: readonly string[],
  firstPage: () => Promise<ExportPage>,
  mostRows: number = LARGEST_EXPORT_ROWS,
): AsyncGenerator<string> {
  const isCsv = format === "csv";
  if (isCsv) yield `${csvLine(columns)}\r\n`;
  let count = 0;
  let next: ExportPage["next"] = firstPage;
  let isWhole = true;
  while (next !== null) {
    const page: ExportPage = await next();
    const rows = page.rows.slice(0, mostRows - count);
    count += rows.length;
    const text = rows.map((row) => (isCsv ? `${csvLine(cellsOf(row, columns))}\r\n` : `${JSON.stringify(row)}\n`));
    if (text.length > 0) yield text.join("");
    isWhole = rows.length === page.rows.length && (page.next === null || count < mostRows);
    next = isWhole ? page.next : null;
  }
  yield isCsv
    ? lastCsvLine(count, isWhole, columns)
    : `${JSON.stringify({ export: { kind, rows: count, is_whole: isWhole } })}\n`;
}

function lastCsvLine(count: number, isWhole: boolean, columns: readonly string[]): string {
  const sentence = `End of export: ${count} rows${isWhole ? "" : ", older ones left out"}`;
  return `${csvLine([sentence, ...columns.slice(1).map(() => null)])}\r\n`;
}

function cellsOf(row: object, columns: readonly string[]): CsvCell[] {
  const values = new Map<string, unknown>(Object.entries(row));
  return columns.map((column) => cellOf(values.get(column)));
}

function cellOf(value: unknown): CsvCell {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return JSON.stringify(value);
}
