import type { AliasSection } from "@/lib/contract/route-map";
import { DEFAULT_POLICY, type PolicyRow } from "@/lib/core/policy";
import { FAILURE_CLASSES } from "@/lib/core/signal-class";

/** One field of the decision table that an alias sets differently from the default. */
export interface PolicyDifference {
  readonly signalClass: string;
  readonly field: keyof PolicyRow;
  readonly value: string;
  readonly normally: string;
}

const FIELDS = ["retry", "fallback", "breaker"] as const;

/** Where an alias decides differently from the default table, in the table's order. An override equal to it is none. */
export function policyDifferences(policy: AliasSection["policy"]): PolicyDifference[] {
  return FAILURE_CLASSES.flatMap((signalClass) =>
    FIELDS.flatMap((field) => {
      const value = policy[signalClass]?.[field];
      const normally = DEFAULT_POLICY[signalClass][field];
      if (value === undefined || value === normally) return [];
      return [{ signalClass, field, value: value.replaceAll("_", " "), normally: normally.replaceAll("_", " ") }];
    }),
  );
}
