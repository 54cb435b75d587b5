import { expect, test } from "vitest";
import { MOUNTS, PRIMARY_KEY } from "../support/gateway-rig";
import { askStream, rigWith } from "./scripted-rig";
import { chunk, DONE, data } from "./stream-parts";

test.each(MOUNTS)("over the %s mount a key that a provider puts into its labels is not recorded", async (mount) => {
  const rig = await rigWith(mount, async (call) => {
    call.response.setHeader("x-request-id", `req_${PRIMARY_KEY}`);
    const model = `model-a ${PRIMARY_KEY}`;
    await call.stream([
      data({ ...chunk({ content: "a" }), model }),
      data({ ...chunk({}, `stop:${PRIMARY_KEY}`), model }),
      DONE,
    ]);
    call.response.end();
  });
  await (await askStream(rig)).text();
  const [outcome] = rig.ledger.only.outcomes;
  expect(outcome?.responseModel).toBe("model-a [secret]");
  expect(outcome?.providerRequestId).toBe("req_[secret]");
  expect(JSON.stringify([...rig.ledger.requests.values()])).not.toContain(PRIMARY_KEY);
});
