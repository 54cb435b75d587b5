import { beforeAll, describe, expect, test } from "vitest";
import type { Endpoint } from "@/lib/core/routing-snapshot";
import { INSTANT } from "@/lib/upstream/simulated-provider/latency-profile";
import { MOUNTS, type RigOptions, startGatewayRig } from "../support/gateway-rig";
import { ask } from "./caller";
import { DELIVERIES, type Delivery, FAULTS, type FaultCase } from "./fault-table";
import { expectCallerSees, expectLedgerTells, expectRecordsAgree } from "./views";

const ENDPOINTS: readonly Endpoint[] = ["chat", "responses"];

function rigOptions(fault: FaultCase, delivery: Delivery): RigOptions {
  return {
    random: () => 0,
    alias: { stream_policy: delivery === "buffered" ? "buffered" : "passthrough" },
    primaryRoute: fault.timeouts === undefined ? {} : { timeouts: fault.timeouts },
  };
}

/** What a provider in good health says. */
let words = "";
beforeAll(async () => {
  const rig = await startGatewayRig("next");
  words = (await ask(rig, "chat", false)).text;
  expect(words.length).toBeGreaterThan(100);
  await rig.close();
});

describe.each(MOUNTS)("over the %s mount", (mount) => {
  describe.each(ENDPOINTS)("on %s", (endpoint) => {
    describe.each(DELIVERIES)("%s", (delivery) => {
      test.concurrent.each(FAULTS)("$name: caller, providers and ledger agree", async (fault) => {
        const rig = await startGatewayRig(mount, rigOptions(fault, delivery));
        try {
          rig.primary.setFault(...fault.inject);
          if (fault.isPaced) rig.primary.setLatency({ ...INSTANT, perTokenMs: 2 });
          const expected = fault.expected[delivery];
          const view = await ask(rig, endpoint, delivery !== "whole");
          expectCallerSees(view, expected, endpoint, delivery, words);
          await expectRecordsAgree(rig, rig.ledger.only, expected);
          expectLedgerTells(rig.ledger.only, expected);
          expect(rig.gateway.inFlight).toBe(0);
        } finally {
          await rig.close();
        }
      });
    });
  });
});
