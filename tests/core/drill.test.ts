import { expect, it } from "vitest";
import { Identifier } from "@/lib/contract/common";
import { DRILL_CLIENT, DRILL_COHORT, DRILL_IDS } from "@/lib/core/drill";

it("ids of drills, their cohort and their client are safe in addresses and records", () => {
  for (const id of [...DRILL_IDS, DRILL_COHORT, DRILL_CLIENT]) expect(Identifier.safeParse(id).success).toBe(true);
  expect(new Set(DRILL_IDS).size).toBe(DRILL_IDS.length);
});
