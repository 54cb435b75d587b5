import { expect, test } from "vitest";
import { type GateFieldText, gateFieldTexts, withGate } from "@/components/settings/gate-fields";
import { GateSettingsBody } from "@/lib/contract/gates";

const DEFAULTS = GateSettingsBody.parse({});

function typed(texts: readonly GateFieldText[], ...values: readonly string[]): GateFieldText[] {
  return texts.map((one, index) => ({ ...one, text: values[index] ?? one.text }));
}

test("a gate that is not touched reads back as it was, an empty figure included", () => {
  for (const gate of ["timeouts", "latency_p95", "cost"] as const) {
    const read = withGate(DEFAULTS, gate, DEFAULTS[gate], gateFieldTexts(DEFAULTS[gate]));
    expect(read).toEqual({ kind: "read", settings: DEFAULTS });
  }
});

test("only the gate that is changed differs", () => {
  const texts = typed(gateFieldTexts(DEFAULTS.latency_p95), "1800", "12,5");
  expect(withGate(DEFAULTS, "latency_p95", { mode: "warn", action: "hold" }, texts)).toEqual({
    kind: "read",
    settings: {
      ...DEFAULTS,
      latency_p95: { mode: "warn", action: "hold", limit_ms: 1_800, max_increase_percent: 12.5 },
    },
  });
});

test.each([
  ["timeouts", ["0"], "Limit, percent: a percentage from 0.01 to 90."],
  ["timeouts", [""], "Limit, percent: a percentage from 0.01 to 90."],
  ["latency_p95", ["1.5"], "Limit, ms: whole milliseconds up to 600000, or empty for the alias's objective."],
  ["cost", ["1.5", "much"], "Spend of a stage, US dollars, at most: an amount up to 1000000, or empty for no cap."],
] as const)("%s as %j is refused with what the figure may be", (gate, values, why) => {
  const texts = typed(gateFieldTexts(DEFAULTS[gate]), ...values);
  expect(withGate(DEFAULTS, gate, DEFAULTS[gate], texts)).toEqual({ kind: "unclear", why });
});
