import type { ErrorKey } from "./error-series";

/** The one colour of a failure class, in both themes. */
export function errorColor(key: ErrorKey): string {
  return key === "other" ? "var(--line-strong)" : `var(--class-${key.replaceAll("_", "-")})`;
}
