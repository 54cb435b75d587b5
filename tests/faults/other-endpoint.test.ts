import { beforeAll, describe, expect, test } from "vitest";
import { INSTANT } from "@/lib/upstream/simulated-provider/latency-profile";
import { startGatewayRig } from "../support/gateway-rig";
import { ask } from "./caller";
import { DELIVERIES, FAULTS } from "./fault-table";
import { expectCallerSees, expectLedgerTells, expectRecordsAgree } from "./views";

/** What a provider in good health says. */
let words = "";
beforeAll(async () => {
  const rig = await startGatewayRig("next");
  words = (await ask(rig, "chat", false)).text;
  await rig.close();
});

describe.each([
  ["chat", "responses"],
  ["responses", "chat"],
] as const)("asked on %s, of routes that speak only %s", (asked, spoken) => {
  describe.each(DELIVERIES)("%s", (delivery) => {
    test.concurrent.each(FAULTS)("$name: caller, providers and ledger agree", async (fault) => {
      const endpoints = [spoken];
      const rig = await startGatewayRig("listener", {
        random: () => 0,
        alias: { stream_policy: delivery === "buffered" ? "buffered" : "passthrough" },
        primaryRoute: { endpoints, ...(fault.timeouts === undefined ? {} : { timeouts: fault.timeouts }) },
        fallbackRoute: { endpoints },
      });
      try {
        rig.primary.setFault(...fault.inject);
        if (fault.isPaced) rig.primary.setLatency({ ...INSTANT, perTokenMs: 2 });
        const expected = fault.expected[delivery];
        expectCallerSees(await ask(rig, asked, delivery !== "whole"), expected, asked, delivery, words);
        await expectRecordsAgree(rig, rig.ledger.only, expected);
        expectLedgerTells(rig.ledger.only, expected);
        expect(rig.gateway.inFlight).toBe(0);
      } finally {
        await rig.close();
      }
    });
  });
});
