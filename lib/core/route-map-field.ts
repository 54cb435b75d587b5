import { printCount, printDuration, printSetPercent, printTokenPrice } from "./print-quantity";

/** How one field of a route map is called and printed. Fields with a lower rank come first. */
export interface FieldDescription {
  readonly label: string;
  readonly rank: number;
  readonly print: (value: unknown) => string;
}

interface FieldRule {
  /** Path below the alias, `*` for any one name. */
  readonly pattern: readonly string[];
  readonly label: (names: readonly string[]) => string;
  readonly print?: (value: unknown) => string;
}

/** In reading order: what moves traffic first, bookkeeping last. A field without a row is labelled by its own path. */
const ALIAS_FIELDS: readonly FieldRule[] = [
  { pattern: ["canary", "cohorts", "*"], label: ([cohort]) => `${cohort} canary`, print: printCanaryPercent },
  { pattern: ["canary", "route"], label: () => "canary route" },
  { pattern: ["canary"], label: () => "canary" },
  { pattern: ["primary"], label: () => "primary route" },
  { pattern: ["fallbacks"], label: () => "order of fallbacks" },
  { pattern: ["stream_policy"], label: () => "stream policy" },
  { pattern: ["routes", "*", "timeouts", "*"], label: ([route, kind]) => `${route} ${withoutUnit(kind)} timeout` },
  { pattern: ["routes", "*", "price", "input_per_mtok"], label: ([route]) => `${route} price of input` },
  { pattern: ["routes", "*", "price", "output_per_mtok"], label: ([route]) => `${route} price of output` },
  { pattern: ["routes", "*", "price"], label: ([route]) => `${route} price` },
  { pattern: ["adapt", "*"], label: ([kind]) => `parameters to ${kind}` },
  { pattern: ["routes", "*", "capabilities", "profile"], label: ([route]) => `${route} family of models` },
  { pattern: ["routes", "*", "capabilities", "max_tokens_field"], label: ([route]) => `${route} output limit field` },
  { pattern: ["routes", "*", "capabilities", "*"], label: ([route, name]) => `${route} supports ${words(name)}` },
  { pattern: ["routes", "*", "*"], label: ([route, field]) => `${route} ${words(field)}` },
  { pattern: ["objective", "availability"], label: () => "availability objective", print: printPercentOrUnset },
  { pattern: ["objective", "latency_p95_ms"], label: () => "p95 latency objective" },
  { pattern: ["breaker", "failure_rate"], label: () => "breaker failure rate", print: printShareOrUnset },
  { pattern: ["breaker", "slow_call_rate"], label: () => "breaker slow call rate", print: printShareOrUnset },
  { pattern: ["salt"], label: () => "arm salt" },
];

const LAST_FIELD: FieldRule = {
  pattern: ["rollback_route_version"],
  label: () => "rollback target",
  print: (value) => (typeof value === "number" ? `v${value}` : "not set"),
};

/** Describes the field at `path` of a route map, for instance `["aliases", "x", "canary", "cohorts", "general"]`. */
export function describeField(path: readonly string[]): FieldDescription {
  const below = path[0] === "aliases" ? path.slice(2) : path.slice(1);
  const print = printerFor(path.at(-1) ?? "");
  if (path[0] !== "aliases")
    return {
      label: words(
        path
          .map(withoutUnit)
          .join(" ")
          .replace(/^(\w+)s /, "$1 "),
      ),
      rank: 0,
      print,
    };
  const rules = [...ALIAS_FIELDS, LAST_FIELD];
  for (const [rank, rule] of rules.entries()) {
    const names = match(rule.pattern, below);
    if (names === null) continue;
    return {
      label: rule.label(names),
      rank: rule === LAST_FIELD ? Number.POSITIVE_INFINITY : rank,
      print: rule.print ?? print,
    };
  }
  return { label: words(below.map(withoutUnit).join(" ")), rank: ALIAS_FIELDS.length, print };
}

/** The names that stood for `*`, or null when the path is another one. */
function match(pattern: readonly string[], path: readonly string[]): string[] | null {
  if (pattern.length !== path.length) return null;
  const names: string[] = [];
  for (const [index, expected] of pattern.entries()) {
    const name = path[index] ?? "";
    if (expected === "*") names.push(name);
    else if (expected !== name) return null;
  }
  return names;
}

/** The unit of a field is the end of its name. */
function printerFor(field: string): (value: unknown) => string {
  if (field.endsWith("_ms")) return (value) => (typeof value === "number" ? printDuration(value) : printPlain(value));
  if (field.endsWith("_per_mtok")) {
    return (value) => (typeof value === "number" ? printTokenPrice(value) : printPlain(value));
  }
  return printPlain;
}

function printPlain(value: unknown): string {
  if (value === undefined || value === null || value === "") return "not set";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return Number.isInteger(value) ? printCount(value) : String(value);
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(printPlain).join(", ");
  if (typeof value === "object") return "none";
  return String(value);
}

function printCanaryPercent(value: unknown): string {
  return printSetPercent(typeof value === "number" ? value : 0);
}

function printPercentOrUnset(value: unknown): string {
  return typeof value === "number" ? printSetPercent(value) : "not set";
}

function printShareOrUnset(value: unknown): string {
  return typeof value === "number" ? printSetPercent(value * 100) : "not set";
}

function withoutUnit(field = ""): string {
  return words(field.replace(/_ms$/, ""));
}

function words(field = ""): string {
  return field.replaceAll("_", " ");
}
