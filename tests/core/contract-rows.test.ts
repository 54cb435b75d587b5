import { expect, it } from "vitest";
import { CONTRACT_ROW_IDS, CONTRACT_ROWS, forEveryRow, REQUIRED_CONTRACT_ROWS } from "@/lib/core/contract-rows";
import { PROBES, STREAM_CHECKS } from "@/lib/core/probes/probe-definition";

it("makes one value for every row of the worksheet", () => {
  const labels = forEveryRow((row) => CONTRACT_ROWS[row].label);
  expect(Object.keys(labels)).toEqual([...CONTRACT_ROW_IDS]);
  expect(new Set(Object.values(labels)).size).toBe(CONTRACT_ROW_IDS.length);
});

it("requires what the gateway or a parser depends on, and no more", () => {
  expect(REQUIRED_CONTRACT_ROWS).toEqual([
    "endpoint_path",
    "auth_header",
    "request_fields",
    "response_fields",
    "error_shape",
    "finish_reasons",
    "parameters",
    "streaming_events",
    "rate_limits",
  ]);
});

it("names no check that no probe makes", () => {
  const made = new Set([...PROBES.flatMap(({ checks }) => checks), ...STREAM_CHECKS]);
  const named = CONTRACT_ROW_IDS.flatMap((row) => CONTRACT_ROWS[row].checks);
  expect(named.filter((check) => !made.has(check))).toEqual([]);
});
