import { describe, expect, test } from "vitest";
import type { Endpoint } from "@/lib/core/routing-snapshot";
import { MOUNTS, startGatewayRig } from "../support/gateway-rig";
import { ask } from "./caller";

/** US dollars per token, as the rig prices both routes. */
const PRICE = { input: 1e-6, output: 2e-6 };

describe.each(MOUNTS)("tokens and cost, over the %s mount", (mount) => {
  describe.each<Endpoint>(["chat", "responses"])("on %s", (endpoint) => {
    test.each([
      ["whole", false, "passthrough"],
      ["passthrough", true, "passthrough"],
      ["buffered", true, "buffered"],
    ] as const)(
      "%s: the record holds what the serving provider reported to the caller",
      async (_name, isStream, policy) => {
        const rig = await startGatewayRig(mount, { random: () => 0, alias: { stream_policy: policy } });
        rig.primary.setFault("error_503");
        const view = await ask(rig, endpoint, isStream);
        expect(view.inputTokens).toBeGreaterThan(0);
        expect(view.outputTokens).toBeGreaterThan(0);
        const cost = (view.inputTokens ?? 0) * PRICE.input + (view.outputTokens ?? 0) * PRICE.output;
        const { outcomes, close } = rig.ledger.only;
        const counts = { inputTokens: view.inputTokens, outputTokens: view.outputTokens, usageSource: "provider" };
        expect(outcomes).toMatchObject([
          { inputTokens: null, outputTokens: null, usageSource: "unknown", cost: null },
          { ...counts, cost: expect.closeTo(cost, 9) },
        ]);
        expect(close).toMatchObject({ ...counts, cost: expect.closeTo(cost, 9) });
        await rig.close();
      },
    );
  });

  test("a provider that reports no usage is estimated, and the record says so", async () => {
    const rig = await startGatewayRig(mount);
    const messages = [{ role: "user", content: "hello" }];
    await (await rig.post("/chat/completions", { model: "support", messages, stream: true })).text();
    const { close } = rig.ledger.only;
    expect(close?.usageSource).toBe("estimated");
    expect(close?.outputTokens).toBeGreaterThan(0);
    await rig.close();
  });

  test("a stream that broke is billed as unknown, never as nothing", async () => {
    const rig = await startGatewayRig(mount);
    rig.primary.setFault("cut_mid_stream");
    expect((await ask(rig, "chat", true)).error).not.toBeNull();
    expect(rig.ledger.only.outcomes).toMatchObject([{ usageSource: "unknown", outputTokens: null, cost: null }]);
    await rig.close();
  });
});
