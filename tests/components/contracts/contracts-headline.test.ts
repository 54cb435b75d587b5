import { expect, it } from "vitest";
import { contractsHeadline } from "@/components/contracts/contracts-headline";
import type { ContractList } from "@/lib/contract/contract-sheet";
import type { ProbeList } from "@/lib/contract/probe";

const sheet = { provider: "p", endpoint: "chat", started_from: "empty", revision: 0, rows: [], history: [] } as const;
const list = (eligible: boolean[], open = 0, stale = 0): ContractList => ({
  max_age_days: 90,
  sheets: [{ ...sheet, rows: [], history: [], open_rows: open, stale_rows: stale }],
  routes: eligible.map((is_eligible, index) => ({
    route: `r${index}`,
    provider: "p",
    provider_model: "m",
    endpoints: ["chat"],
    aliases: ["a"],
    is_eligible,
    basis: "contract",
    sentence: "",
    open_rows: [],
  })),
});
const probes = (state: "passed" | "failed"): Pick<ProbeList, "matrix"> => ({
  matrix: [
    {
      row: "error_shape",
      label: "Error shape",
      is_required: true,
      cells: [{ route: "r0", spoken: "chat", probes: state, state: "verified", failed_checks: [] }],
    },
  ],
});

it("says the worst first", () => {
  expect(contractsHeadline(list([false, true], 3), probes("failed"))).toBe("1 route is not production eligible");
  expect(contractsHeadline(list([true], 3), probes("failed"))).toBe("1 route broke the contract in the last probes");
  expect(contractsHeadline(list([true], 3), probes("passed"))).toBe("3 required contract rows are unverified");
  expect(contractsHeadline(list([true], 0, 1), undefined)).toBe("1 contract row should be checked again");
  expect(contractsHeadline(list([true]), undefined)).toBe("Every required contract row is verified");
});
