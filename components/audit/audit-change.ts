/** One field of an audited change, printed. */
export interface ChangedField {
  readonly path: string;
  /** Null where there was nothing before. */
  readonly before: string | null;
  /** Null where there is nothing after. */
  readonly after: string | null;
}

const LONGEST_VALUE = 80;

/** Told by the row itself: its sentence and the version it made. */
const TOLD_ELSEWHERE = ["summary", "message", "route_version"];

/** The sentence an audit row carries about itself: what a change amounts to, or why an attempt was refused. */
export function changeSentence(after: unknown): string | null {
  if (!isRecord(after)) return null;
  const sentence = after.summary ?? after.message;
  return typeof sentence === "string" ? sentence : null;
}

/**
 * What an audit row says changed, field by field: only fields that differ, nested ones by their dotted path. A field
 * that one side does not mention is null on that side. What the row's sentence and version tell is left out.
 */
export function changedFields(before: unknown, after: unknown): ChangedField[] {
  const from = leaves(before);
  const to = leaves(after);
  const paths = [...new Set([...from.keys(), ...to.keys()])];
  return paths
    .map((path) => ({ path, before: from.get(path) ?? null, after: to.get(path) ?? null }))
    .filter((field) => field.before !== field.after && !TOLD_ELSEWHERE.includes(field.path));
}

function leaves(value: unknown, path = ""): Map<string, string> {
  if (value === null || value === undefined) return new Map();
  if (isRecord(value)) {
    return new Map(
      Object.entries(value).flatMap(([name, inner]) => [...leaves(inner, path === "" ? name : `${path}.${name}`)]),
    );
  }
  return new Map([[path, printed(value)]]);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function printed(value: unknown): string {
  const text = Array.isArray(value) ? value.map((item) => printed(item)).join(", ") : plain(value);
  return text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE - 1)}…`;
}

function plain(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
