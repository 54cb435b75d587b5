import { format } from "node:util";
import { afterEach } from "vitest";

/**
 * A warning or error on the console is something nobody decided about, so it fails the test that caused it.
 * Code that has something to say to an operator says it through the logger it was given.
 */
const complaints: string[] = [];

for (const level of ["error", "warn"] as const) {
  console[level] = (...parts: unknown[]) => {
    complaints.push(`console.${level}: ${format(...parts)}`);
  };
}

afterEach(() => {
  const seen = complaints.splice(0);
  if (seen.length > 0) throw new Error(`The test wrote to the console:\n${seen.join("\n")}`);
});
