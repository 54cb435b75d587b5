import { describe, expect, it } from "vitest";
import { EvidencePack } from "@/lib/contract/evidence";
import { checkEvidence } from "@/lib/control/evidence-manifest";
import { exportEvidence, keepEvidence } from "@/lib/control/keep-evidence";
import { runDrill } from "@/lib/control/run-drill";
import { LEE } from "../support/control-rig";
import { DRILL_ALIAS, DRILL_PROVIDER_KEY, drillRig } from "../support/drill-rig";

const ENVIRONMENT = { switchyard: "0.1.0", node: "v20", commit: null };

const rig = () => drillRig({ keepEvidence: (context, execution) => keepEvidence(context, execution, ENVIRONMENT) });

async function cutoverEvidence() {
  const { run, context } = await rig();
  const { id } = await run("cutover-and-rollback");
  const { text } = await exportEvidence(context, id);
  const [row] = (await context.store.audit.list({ object: `drill_run:${id}`, limit: 1 })).rows;
  return { text, pack: EvidencePack.parse(JSON.parse(text)), row };
}

describe("the evidence of a cutover and rollback", () => {
  it("holds the nine kinds of evidence of the drill sequence", async () => {
    const { parts } = (await cutoverEvidence()).pack;
    expect(parts.route_changes.map(({ what }) => what)).toEqual([
      "the drill cohort is at 0% canary",
      "the drill cohort is at 100% canary",
      "the drill cohort is at 25% canary",
      expect.stringMatching(/^the drill cohort is rolled back, with \d requests running$/),
      "the drill cohort is at 100% canary",
    ]);
    expect(parts.routes.map(({ route }) => route).sort()).toEqual(["fallback-chat", "primary-chat"]);
    for (const { attempts, served, errors, p50_ms, p95_ms, p99_ms } of parts.routes) {
      expect([served, errors]).toEqual([attempts, {}]);
      expect(p50_ms).toBeLessThanOrEqual(p95_ms ?? 0);
      expect(p95_ms).toBeLessThanOrEqual(p99_ms ?? 0);
    }
    expect(parts.totals).toMatchObject({ timeouts: 0, retries: 0, malformed: 0, attempts_without_usage: 0 });
    expect(parts.totals.input_tokens).toBeGreaterThan(0);
    expect(parts.approvers).toHaveLength(parts.steps.length);
    expect(new Set(parts.approvers.map(({ approved_by }) => approved_by))).toEqual(new Set(["lee@example.com"]));
    expect(parts.chains).toHaveLength(20);
    expect(parts.audit.map(({ action }) => action)).toEqual(["drill.ended", "drill.started"]);
    expect(parts.chart_csv.split("\n")).toHaveLength(parts.totals.attempts + 2);
    expect(parts.missing.map(({ what }) => what)).toEqual([
      "billing records of the providers",
      "prompts and answers",
      "commit",
    ]);
  });

  it("is whole as it was downloaded, and its hash is in the audit trail", async () => {
    const { text, pack, row } = await cutoverEvidence();
    expect(row).toMatchObject({ action: "drill.evidence_kept", after: { sha256: pack.manifest.pack } });
    expect(checkEvidence(text)).toMatchObject({ kind: "whole", pack: pack.manifest.pack });
  });

  it("names the part that was changed, whichever it is", async () => {
    const { pack } = await cutoverEvidence();
    for (const name of Object.keys(pack.parts)) {
      const changed = { ...pack, parts: { ...pack.parts, [name]: "something else" } };
      expect(checkEvidence(JSON.stringify(changed))).toEqual({ kind: "changed", parts: [name] });
    }
    const { missing: _missing, ...rest } = pack.parts;
    expect(checkEvidence(JSON.stringify({ ...pack, parts: rest }))).toEqual({ kind: "changed", parts: ["missing"] });
    expect(checkEvidence(JSON.stringify({ ...pack, run_id: "another" }))).toEqual({ kind: "changed", parts: ["head"] });
    expect(checkEvidence("{}")).toMatchObject({ kind: "unreadable" });
  });

  it("holds no key and no prompt", async () => {
    const { text } = await cutoverEvidence();
    expect(text).not.toContain(DRILL_PROVIDER_KEY);
    expect(text).not.toContain(DRILL_PROVIDER_KEY.slice(0, 20));
    expect(text).not.toMatch(/Bearer|Synthetic check|path works/);
  });
});

describe("evidence", () => {
  it("of a run that is going on is refused with when it comes", async () => {
    const { desk, context } = await rig();
    const { run_id } = await runDrill(desk, LEE, { drill: "timeout-injection", alias: DRILL_ALIAS });
    await expect(exportEvidence(context, run_id)).rejects.toMatchObject({
      code: "conflict",
      message: "The run is not over; its evidence is put together when it ends.",
    });
    await desk.ended;
    expect((await exportEvidence(context, run_id)).fileName).toBe(`evidence-timeout-injection-${run_id}.json`);
  });

  it("of a failed run lists the steps that were not reached and the chains that tell why", async () => {
    const { desk, context, primary } = await rig();
    primary.setFault("error_500");
    const { run_id } = await runDrill(desk, LEE, { drill: "auth-failure", alias: DRILL_ALIAS });
    await desk.ended;
    const { parts } = EvidencePack.parse(JSON.parse((await exportEvidence(context, run_id)).text));
    expect(parts.outcome.sentence).toBe("Failed at step 2 of 5 (Primary answers).");
    expect(parts.missing).toContainEqual({
      what: "3 steps",
      why: "they were not reached: Failed at step 2 of 5 (Primary answers).",
    });
    expect(parts.routes.find(({ route }) => route === "primary-chat")?.errors).toEqual({ server_error: 5 });
    expect(parts.chains[0]?.attempts.map(({ error_class }) => error_class)).toEqual([
      "server_error",
      "server_error",
      "ok",
    ]);
  });
});
