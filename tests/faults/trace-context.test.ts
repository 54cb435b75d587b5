import { describe, expect, test } from "vitest";
import { MOUNTS } from "../support/gateway-rig";
import type { ScriptedCall } from "../support/scripted-upstream";
import { rigWith } from "./scripted-rig";

describe.each(MOUNTS)("a caller's trace over the %s mount", (mount) => {
  test("stays here unless the provider is meant to know it", async () => {
    const rig = await rigWith(mount, ({ response }) => void response.writeHead(500).end("{}"));
    const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    await (await rig.post("/responses", { model: "support", input: "hi" }, { traceparent, tracestate: "a=1" })).text();
    expect(rig.upstream.calls.map(({ headers }) => [headers.traceparent, headers.tracestate])).toEqual([
      [undefined, undefined],
      [undefined, undefined],
    ]);
  });

  test("goes on to each provider call with a parent id of its own, and is recorded", async () => {
    const failing = ({ response }: ScriptedCall) => void response.writeHead(500).end("{}");
    const rig = await rigWith(mount, failing, { primaryProvider: { trace_context: true } });
    const trace = "0af7651916cd43dd8448eb211c80319c";
    const ask = (traceparent: string) =>
      rig.post("/responses", { model: "support", input: "hi" }, { traceparent, tracestate: "vendor=1" });
    await (await ask(`00-${trace}-b7ad6b7169203331-01`)).text();
    await (await ask("00-nonsense")).text();
    const sent = rig.upstream.calls.map(({ headers }) => [headers.traceparent, headers.tracestate]);
    const own = expect.stringMatching(new RegExp(`^00-${trace}-(?!b7ad6b7169203331)[0-9a-f]{16}-01$`));
    expect(sent).toEqual([
      [own, "vendor=1"],
      [own, "vendor=1"],
      [undefined, undefined],
      [undefined, undefined],
    ]);
    expect(sent[0]?.[0]).not.toBe(sent[1]?.[0]);
    expect([...rig.ledger.requests.values()].map(({ open }) => open?.inboundTraceId)).toEqual([trace, null]);
  });
});
