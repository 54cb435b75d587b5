import { canonicalJson } from "./canonical-json";
import { describeField } from "./route-map-field";

/** A route map as far as comparing it needs; the fields below the first level are read as JSON. */
export interface RouteMapDocument {
  readonly environment: string;
  readonly providers: Readonly<Record<string, unknown>>;
  /** In order of matching. */
  readonly cohorts: readonly { readonly id: string }[];
  readonly aliases: Readonly<Record<string, unknown>>;
  readonly activation?: unknown;
}

/** One field that differs, with both values printed for a person. */
export interface FieldChange {
  readonly alias: string | null;
  /** Where it is in the document, for instance `aliases.support-summary-v3.canary.cohorts.general`. */
  readonly path: string;
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

/**
 * What differs between two route maps, as a person reads it: "general canary 5% -> 25%". A field that is absent and
 * one that is null print alike and do not count as different; a cohort that is not listed has 0%. Aliases come in
 * alphabetical order, within one the canary first and the rollback target last.
 */
export function diffRouteMaps(from: RouteMapDocument, to: RouteMapDocument): FieldChange[] {
  const changes = [...fieldChanges(null, ["environment"], from.environment, to.environment)];
  changes.push(...fieldChanges(null, ["activation"], from.activation, to.activation));
  changes.push(...memberChanges("cohorts", byId(from.cohorts), byId(to.cohorts)));
  changes.push(...orderChange(from.cohorts, to.cohorts));
  changes.push(...memberChanges("providers", from.providers, to.providers));
  changes.push(...memberChanges("aliases", from.aliases, to.aliases));
  return changes;
}

/** The same for one alias's section, for the summary of a change. */
export function diffSections(alias: string, before: unknown, after: unknown): FieldChange[] {
  return memberChanges("aliases", { [alias]: before }, { [alias]: after });
}

type Collection = "aliases" | "providers" | "cohorts";

const NOUN: Readonly<Record<Collection, string>> = { aliases: "alias", providers: "provider", cohorts: "cohort" };

function memberChanges(
  collection: Collection,
  from: Readonly<Record<string, unknown>>,
  to: Readonly<Record<string, unknown>>,
): FieldChange[] {
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])].sort();
  return names.flatMap((name) => {
    const before = from[name];
    const after = to[name];
    const alias = collection === "aliases" ? name : null;
    const path = [collection, name];
    if (before === undefined || after === undefined) {
      const [was, is] = before === undefined ? ["not present", "added"] : ["present", "removed"];
      return [{ alias, path: path.join("."), label: `${NOUN[collection]} ${name}`, before: was, after: is }];
    }
    return fieldChanges(alias, path, before, after);
  });
}

function fieldChanges(alias: string | null, path: readonly string[], before: unknown, after: unknown): FieldChange[] {
  const from = leaves(path, before);
  const to = leaves(path, after);
  return [...new Set([...from.keys(), ...to.keys()])]
    .map((key) => {
      const leaf = from.get(key) ?? to.get(key);
      const field = describeField(leaf?.path ?? path);
      return { key, field, before: field.print(from.get(key)?.value), after: field.print(to.get(key)?.value) };
    })
    .filter((change) => change.before !== change.after)
    .sort((left, right) => left.field.rank - right.field.rank || (left.key < right.key ? -1 : 1))
    .map(({ key, field, ...values }) => ({ alias, path: key, label: field.label, ...values }));
}

interface Leaf {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** Lists are leaves: their order carries meaning, and a person reads them whole. */
function leaves(path: readonly string[], value: unknown): Map<string, Leaf> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return new Map([[path.join("."), { path, value }]]);
  }
  return new Map(Object.entries(value).flatMap(([key, member]) => [...leaves([...path, key], member)]));
}

function byId(cohorts: RouteMapDocument["cohorts"]): Record<string, unknown> {
  return Object.fromEntries(cohorts.map(({ id, ...cohort }) => [id, cohort]));
}

function orderChange(from: RouteMapDocument["cohorts"], to: RouteMapDocument["cohorts"]): FieldChange[] {
  const before = from.map((cohort) => cohort.id);
  const after = to.map((cohort) => cohort.id);
  if (canonicalJson(before.toSorted()) !== canonicalJson(after.toSorted())) return [];
  if (canonicalJson(before) === canonicalJson(after)) return [];
  return [
    { alias: null, path: "cohorts", label: "order of cohorts", before: before.join(", "), after: after.join(", ") },
  ];
}
