import { expect, test } from "vitest";
import { requestFacts } from "@/components/requests/request-facts";
import { requestView } from "@/tests/support/request-fixtures";

const factsByLabel = (overrides: Parameters<typeof requestView>[0]) =>
  new Map(requestFacts(requestView(overrides)).map((fact) => [fact.label, fact]));

test("cost and tokens say where they came from", () => {
  const facts = factsByLabel({});
  expect(facts.get("Cost")).toEqual({ label: "Cost", value: "$0.00412", note: "all attempts together" });
  expect(facts.get("Tokens in / out")).toEqual({
    label: "Tokens in / out",
    value: "812 / 164",
    note: "counted by the provider",
  });
});

test("what nobody measured is not shown as zero", () => {
  const facts = factsByLabel({
    cost: null,
    input_token_count: null,
    output_token_count: null,
    usage_source: "unknown",
    latency_ms: null,
  });
  expect(facts.get("Cost")?.value).toBe("–");
  expect(facts.get("Tokens in / out")).toMatchObject({ value: "– / –", note: "not reported" });
  expect(facts.get("Latency")?.value).toBe("–");
});

test("retries and their cause take a line only when there were some", () => {
  expect(factsByLabel({}).has("Retries")).toBe(false);
  const facts = factsByLabel({ retry_count: 2, client_retry_count: 1, fallback_reason: "primary_timeout" });
  expect(facts.get("Retries")?.value).toBe("2");
  expect(facts.get("Caller's retry")?.value).toBe("no. 1");
  expect(facts.get("Fell back because")?.value).toBe("primary_timeout");
});

test("traffic of drills and probes is told apart", () => {
  expect(factsByLabel({}).has("Kind")).toBe(false);
  expect(factsByLabel({ kind: "drill" }).get("Kind")?.value).toBe("drill");
});
