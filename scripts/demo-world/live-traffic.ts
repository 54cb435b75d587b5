import { DEMO_STREAMS, DEMO_USERS, type DemoStream, dailyShape } from "./demo-plan";

/** Share of callers that leave in the middle, and of calls no provider accepts. */
const LEAVES = 0.002;
const MALFORMED = 0.002;

const VERDICT = {
  type: "object",
  properties: { label: { type: "string", enum: ["fine", "look"] }, score: { type: "number", minimum: 0 } },
  required: ["label", "score"],
  additionalProperties: false,
};

export interface LiveTrafficOptions {
  /** The gateway's base URL with `/v1`. */
  readonly baseUrl: string;
  readonly clientKeys: ReadonlyMap<string, string>;
  readonly random: () => number;
}

/** Calls the gateway as the demo's applications would, over HTTP and with their own keys, until the process ends. */
export function startLiveTraffic(options: LiveTrafficOptions): void {
  for (const stream of DEMO_STREAMS) scheduleNext(stream, options);
}

function scheduleNext(stream: DemoStream, options: LiveTrafficOptions): void {
  const perSecond = stream.perSecond * dailyShape(Date.now());
  const waitMs = (-Math.log(1 - options.random()) / perSecond) * 1_000;
  setTimeout(() => {
    void call(stream, options);
    scheduleNext(stream, options);
  }, waitMs);
}

/** One call, read to its end. What goes wrong is the gateway's to record; the applications of the demo carry on. */
async function call(stream: DemoStream, { baseUrl, clientKeys, random }: LiveTrafficOptions): Promise<void> {
  const path = stream.endpoint === "chat" ? "/chat/completions" : "/responses";
  const isLeaving = random() < LEAVES;
  try {
    const response = await fetch(`${baseUrl}${path}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${clientKeys.get(stream.client)}`,
      },
      body: JSON.stringify(random() < MALFORMED ? malformedBody(stream) : body(stream, random)),
      signal: AbortSignal.timeout(isLeaving ? 150 : 60_000),
    });
    await response.arrayBuffer();
  } catch {
    // A broken stream or a server that is going down: both are recorded where they happen.
  }
}

function body(stream: DemoStream, random: () => number): unknown {
  const prompt = stream.prompts[Math.floor(random() * stream.prompts.length)] ?? "Hello";
  const common = { model: stream.alias, stream: stream.isStream, user: `user-${Math.floor(random() * DEMO_USERS)}` };
  if (stream.endpoint === "responses") {
    const format = { type: "json_schema", name: "verdict", schema: VERDICT };
    return { ...common, input: prompt, ...(stream.isStructured ? { text: { format } } : {}) };
  }
  const format = { type: "json_schema", json_schema: { name: "verdict", schema: VERDICT } };
  return {
    ...common,
    messages: [{ role: "user", content: prompt }],
    ...(stream.isStream ? { stream_options: { include_usage: true } } : {}),
    ...(stream.isStructured ? { response_format: format } : {}),
  };
}

/** A caller's own mistake: the provider refuses it, and no fallback may hide that. */
function malformedBody(stream: DemoStream): unknown {
  return stream.endpoint === "responses" ? { model: stream.alias, input: [] } : { model: stream.alias, messages: [] };
}
