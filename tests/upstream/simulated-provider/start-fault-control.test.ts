import { afterEach, beforeEach, expect, test } from "vitest";
import { type FaultControl, startFaultControl } from "@/lib/upstream/simulated-provider/start-fault-control";
import {
  type SimulatedProvider,
  startSimulatedProvider,
} from "@/lib/upstream/simulated-provider/start-simulated-provider";

let provider: SimulatedProvider;
let control: FaultControl;

beforeEach(async () => {
  provider = await startSimulatedProvider();
  control = await startFaultControl(new Map([["primary", provider]]));
});

afterEach(async () => {
  await control.close();
  await provider.close();
});

const order = (body: unknown, contentType = "application/json", id = "primary") =>
  fetch(`${control.url}/${id}/fault`, {
    method: "PUT",
    headers: { "content-type": contentType },
    body: JSON.stringify(body),
  });

const ask = () =>
  fetch(`${provider.url}/chat/completions`, {
    method: "POST",
    body: JSON.stringify({ model: "small", messages: [{ role: "user", content: "Hello" }] }),
  });

test("a provider is broken and mended over the control port, and its calls can be read there", async () => {
  expect((await order({ kind: "error_503" })).status).toBe(200);
  expect((await ask()).status).toBe(503);
  await order({ kind: "healthy" });
  expect((await ask()).status).toBe(200);
  const { calls } = (await (await fetch(`${control.url}/primary/calls`)).json()) as { calls: { fault: string }[] };
  expect(calls.map((call) => call.fault)).toEqual(["error_503", "healthy"]);
});

test("an unknown provider, an unknown fault and a form post change nothing", async () => {
  expect((await order({ kind: "error_503" }, "application/json", "nobody")).status).toBe(404);
  expect((await order({ kind: "no_such_fault" })).status).toBe(400);
  expect((await order({ kind: "error_503" }, "text/plain")).status).toBe(415);
  expect((await ask()).status).toBe(200);
});
