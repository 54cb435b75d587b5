import { describe, expect, it } from "vitest";
import { ADVANCE_CHECKS } from "@/lib/core/rollout";
import { advanceChecks, breachedGates, firstUnmet } from "@/lib/core/rollout-checks";
import { evidence, facts, gate, NOW_MS, rolloutAt, SOAK_MS } from "./rollout-fixture";

const asked = { toIndex: 3, isApproved: false };

describe("the conditions of a step", () => {
  it("are asked in the order soak, evidence, traffic, protection, ratio, proof, approval", () => {
    const known = facts({ evidence: evidence({ gates: [gate({ verdict: "fail" })] }) });
    expect(advanceChecks(rolloutAt(), known, asked).map(({ check }) => check)).toEqual([...ADVANCE_CHECKS]);
  });

  it.each([
    ["soak", { rollout: { stageEnteredAtMs: NOW_MS - SOAK_MS + 1 }, known: {} }],
    ["evidence", { rollout: {}, known: { evidence: null } }],
    ["evidence", { rollout: {}, known: { evidence: evidence({ sinceMs: NOW_MS - SOAK_MS - 1 }) } }],
    ["evidence", { rollout: {}, known: { evidence: evidence({ dataUntilMs: NOW_MS - 1 }) } }],
    ["traffic", { rollout: {}, known: { evidence: evidence({ canaryRequests: 0 }) } }],
    [
      "protection",
      { rollout: {}, known: { evidence: evidence({ canaryRequests: 1, gates: [gate({ verdict: "fail" })] }) } },
    ],
    ["sample_ratio", { rollout: {}, known: { evidence: evidence({ sampleRatio: { p: 1e-9, isMismatch: true } }) } }],
    ["sufficiency", { rollout: {}, known: { evidence: evidence({ gates: [gate({ verdict: "not_enough_data" })] }) } }],
    ["sufficiency", { rollout: {}, known: { evidence: evidence({ gates: [] }) } }],
    ["approval", { rollout: {}, known: {} }],
  ] as const)("%s is the first that is missing when it is", (check, { rollout, known }) => {
    expect(firstUnmet(advanceChecks(rolloutAt(rollout), facts(known), asked))?.check).toBe(check);
  });

  it("all are met with an approval, an earlier approval, or a stage that needs none", () => {
    expect(firstUnmet(advanceChecks(rolloutAt(), facts(), { ...asked, isApproved: true }))).toBeNull();
    expect(firstUnmet(advanceChecks(rolloutAt({ approvedThrough: 3 }), facts(), asked))).toBeNull();
    expect(firstUnmet(advanceChecks(rolloutAt(), facts(), { toIndex: null, isApproved: false }))).toBeNull();
  });

  it("a stage's own gates decide about proof, but every gate protects", () => {
    const stages = rolloutAt().stages.map((stage) => ({ ...stage, gates: ["timeouts" as const] }));
    const slow = [gate({ verdict: "not_enough_data" }), gate({ gate: "timeouts" })];
    const named = advanceChecks(rolloutAt({ stages }), facts({ evidence: evidence({ gates: slow }) }), {
      ...asked,
      isApproved: true,
    });
    expect(firstUnmet(named)).toBeNull();
    const failing = [gate({ verdict: "fail" }), gate({ gate: "timeouts" })];
    const breached = advanceChecks(rolloutAt({ stages }), facts({ evidence: evidence({ gates: failing }) }), asked);
    expect(firstUnmet(breached)?.check).toBe("protection");
  });

  it("breaches are those of enforced gates, the one that asks for most first, and none without traffic", () => {
    const gates = [
      gate({ gate: "latency_p95", verdict: "fail", action: "hold" }),
      gate({ gate: "auth", verdict: "fail", action: "roll_back" }),
      gate({ gate: "cost", verdict: "fail", mode: "warn" }),
    ];
    expect(breachedGates(facts({ evidence: evidence({ gates }) })).map((one) => one.gate)).toEqual([
      "auth",
      "latency_p95",
    ]);
    expect(breachedGates(facts({ evidence: evidence({ gates, canaryRequests: 0 }) }))).toEqual([]);
  });

  it("say how long there is still to wait", () => {
    const young = rolloutAt({ stageEnteredAtMs: NOW_MS - 60_000 });
    const known = facts({ evidence: evidence({ sinceMs: NOW_MS - 60_000 }) });
    expect(advanceChecks(young, known, asked)[0]?.text).toBe("Soaks for another 540 s of 10 min.");
  });
});
