import { afterEach } from "vitest";
import type { Endpoint } from "@/lib/core/routing-snapshot";
import { type GatewayRig, type Mount, type RigOptions, startGatewayRig } from "../support/gateway-rig";
import { type ScriptedCall, type ScriptedUpstream, startScriptedUpstream } from "../support/scripted-upstream";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

/** A gateway whose primary is this script, closed after the test. */
export async function rigWith(
  mount: Mount,
  script: (call: ScriptedCall) => void | Promise<void>,
  options: RigOptions = {},
): Promise<GatewayRig & { upstream: ScriptedUpstream }> {
  const upstream = await startScriptedUpstream(script);
  const rig = await startGatewayRig(mount, { random: () => 0, primaryUrl: upstream.url, ...options });
  open.push(rig, upstream);
  return { ...rig, upstream };
}

/** A script that streams these parts and ends in order. */
export const streams = (parts: readonly (string | Buffer)[]) => async (call: ScriptedCall) => {
  await call.stream(parts);
  call.response.end();
};

export function askStream(rig: GatewayRig, endpoint: Endpoint = "chat", fields: object = {}): Promise<Response> {
  const chat = { messages: [{ role: "user", content: "hello" }] };
  const body = { model: "support", stream: true, ...(endpoint === "chat" ? chat : { input: "hello" }), ...fields };
  return rig.post(endpoint === "chat" ? "/chat/completions" : "/responses", body);
}

export const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
