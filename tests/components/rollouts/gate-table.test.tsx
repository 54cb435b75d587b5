import { expect, test } from "vitest";
import { GateTable } from "@/components/rollouts/gate-table";
import { gateVerdict, gateVerdicts } from "../../support/gate-fixtures";
import { renderConsole, wordsOf } from "../../support/render-console";

const words = (gates = gateVerdicts()) => wordsOf(renderConsole(<GateTable gates={gates} />));

test("each gate shows k of n of both arms, the difference, the limit, the evidence and why", () => {
  const row = words([gateVerdict()]);
  expect(row).toContain("Server errors rolls back");
  expect(row).toContain("0.6% 1 of 180");
  expect(row).toContain("1.1% 2 of 176");
  expect(row).toContain("−0.58 pt");
  expect(row).toContain("limit 2%");
  expect(row).toContain("76.3%, 4 min 12 s");
  expect(row).toContain("4 fail, 18 s");
  expect(row).toContain("56 more good ones prove less than 2%");
});

test("three answers have three words; a gate that does not act does not look like one that does", () => {
  const row = words();
  for (const word of ["Pass", "Not enough data", "Fail", "Fails", "warns only", "shadow"]) expect(row).toContain(word);
  expect(words([gateVerdict({ verdict: "fail", mode: "shadow" })])).toContain("Would fail");
});

test("a roll back that became a hold says why", () => {
  const row = words();
  expect(row).toContain("Timeouts holds");
  expect(row).toContain("Holds: The same failure hits stable: 11 of 176 there since it began.");
});

test("no data is said in words, never as a zero", () => {
  const row = words(gateVerdicts().slice(-1));
  expect(row).toContain("– none yet");
  expect(row).toContain("no data yet");
  expect(row).toContain("no traffic");
  expect(row).not.toContain("0 of 0");
});

test("the bar says in words what it draws", () => {
  const html = renderConsole(<GateTable gates={gateVerdicts().slice(3, 4)} />);
  expect(html).toContain('aria-label="canary 2.4 s, stable 2.4 s, limit 8 s"');
});
