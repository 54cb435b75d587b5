import { expect, it } from "vitest";
import { type DrillFault, printDrillFault } from "@/lib/core/drill-fault";

it("every fault has words of its own", () => {
  const faults: readonly DrillFault[] = [
    { kind: "server_error", status: 503 },
    { kind: "bad_key" },
    { kind: "rate_limited" },
    { kind: "reset" },
    { kind: "silence" },
    { kind: "no_first_token" },
    { kind: "cut", when: "before_first_token" },
    { kind: "cut", when: "after_partial_output" },
    { kind: "stall" },
    { kind: "empty_output" },
    { kind: "unparsable_output" },
  ];
  expect(new Set(faults.map(printDrillFault)).size).toBe(faults.length);
  expect(printDrillFault({ kind: "server_error", status: 502 })).toBe("HTTP 502");
});
