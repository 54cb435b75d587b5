export interface DiffLine {
  readonly kind: "hunk" | "same" | "inserted" | "deleted";
  readonly text: string;
  /** Line number before the change; null for an inserted line. */
  readonly before: number | null;
  /** Line number after the change; null for a deleted line. */
  readonly after: number | null;
}

/**
 * The lines of a unified diff with their numbers on both sides. File headers are left out: the page says which two
 * versions it compares. Text that is no diff gives no lines.
 */
export function rawDiffLines(unified: string): DiffLine[] {
  const lines: DiffLine[] = [];
  let before = 0;
  let after = 0;
  let isInHunk = false;
  for (const line of unified.split("\n")) {
    const hunk = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(line);
    if (hunk) {
      before = Number(hunk[1]);
      after = Number(hunk[2]);
      isInHunk = true;
      lines.push({ kind: "hunk", text: line, before: null, after: null });
    } else if (!isInHunk || line === "" || line.startsWith("\\")) {
      // Headers before the first hunk, the end of the text, and the remark about a missing last newline.
    } else if (line.startsWith("+")) {
      lines.push({ kind: "inserted", text: line.slice(1), before: null, after: after++ });
    } else if (line.startsWith("-")) {
      lines.push({ kind: "deleted", text: line.slice(1), before: before++, after: null });
    } else {
      lines.push({ kind: "same", text: line.slice(1), before: before++, after: after++ });
    }
  }
  return lines;
}
