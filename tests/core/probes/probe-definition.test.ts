import { expect, it } from "vitest";
import { PROBE_IDS, PROBES, probeDefinition } from "@/lib/core/probes/probe-definition";

it("every probe is defined once, in the order of its id", () => {
  expect(PROBES.map(({ id }) => id)).toEqual([...PROBE_IDS]);
  expect(probeDefinition("wrong_key").twist).toBe("wrong_key");
});

it("never asserts what is not a contract: latency, prices, exact words, token counts", () => {
  expect(PROBES.flatMap(({ checks }) => checks).filter((check) => /latency|price|token|text/.test(check))).toEqual([]);
});
