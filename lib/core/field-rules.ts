import type { JsonObject } from "./json";

/** The first field a translation has no words for; null while everything could be said. */
export interface Obstacle {
  field: string | null;
}

/** Says one field of a body in the words of the other endpoint: writes to `out`, or notes the obstacle. */
export type FieldRule = (value: unknown, out: Record<string, unknown>, obstacle: Obstacle, path: string) => void;

export type FieldRules = Readonly<Record<string, FieldRule>>;

/** Same name, same meaning. */
export function same(name: string): readonly [string, FieldRule] {
  return [name, named(name)];
}

/** Another name for the same value. */
export function named(to: string): FieldRule {
  return (value, out) => {
    out[to] = value;
  };
}

/** The other endpoint has no such field: only a value that changes nothing may be left out. */
export function unless(changesNothing: (value: unknown) => boolean): FieldRule {
  return (value, _out, obstacle, path) => {
    if (!changesNothing(value)) refuse(obstacle, path);
  };
}

/** Read together with another field, or bookkeeping that says nothing to a model. */
export const READ_ELSEWHERE: FieldRule = () => {};

/** Notes an obstacle; the first one stands. */
export function refuse(obstacle: Obstacle, path: string): void {
  obstacle.field ??= path;
}

/**
 * Says every field of `source` by its rule. Null is absence on both endpoints; a field without a rule is an obstacle,
 * never dropped. Stops at the first obstacle.
 */
export function translateFields(
  source: JsonObject,
  rules: FieldRules,
  obstacle: Obstacle,
  prefix = "",
): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(source)) {
    if (obstacle.field !== null) break;
    if (value === null || value === undefined) continue;
    const path = `${prefix}${printable(name)}`;
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (rule === undefined) refuse(obstacle, path);
    else rule(value, out, obstacle, path);
  }
  return out;
}

/** Notes an obstacle for any field beside `names` that says something. */
export function refuseOthers(source: JsonObject, names: readonly string[], obstacle: Obstacle, prefix: string): void {
  for (const [name, value] of Object.entries(source)) {
    if (!names.includes(name) && !isNothing(value)) refuse(obstacle, `${prefix}${printable(name)}`);
  }
}

/** A path into a body that may be recorded: what a caller made up as a name could be anything. */
export function pathTo(prefix: string, name: unknown): string {
  return `${prefix}${typeof name === "string" ? printable(name) : "unknown"}`;
}

export function isNothing(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}

function printable(name: string): string {
  return /^[a-z][a-z0-9_]{0,47}$/i.test(name) ? name : "unknown";
}
