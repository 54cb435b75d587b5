import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Answer, composeAnswer, withoutOutput } from "./answer";
import { CallLog, type SeenCall } from "./call-log";
import { chatBody, chatFrames } from "./chat-answer";
import { deliverBody, deliverError, deliverFrames } from "./deliver";
import { type ErrorAnswer, type Flavour, faultAnswer, refusedField, refusedKey, unknownModel } from "./error-answer";
import { type ActiveFault, type FaultKind, FaultPlan, type FaultScope, HEALTHY } from "./fault";
import { drawFirstTokenMs, INSTANT, type LatencyProfile } from "./latency-profile";
import { hasModelList, modelList } from "./model-lists";
import { type ProviderEndpoint, type ProviderRequest, readProviderRequest } from "./provider-request";
import { responsesBody, responsesFrames } from "./responses-answer";
import { seededRandom } from "./seeded-random";

export interface SimulatedProviderOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** Equal seeds give equal latencies and equal luck with partial faults. */
  readonly seed?: number;
  readonly flavour?: Flavour;
  /** Models that exist; without a list every model does. */
  readonly models?: readonly string[];
  readonly latency?: LatencyProfile;
  /** For models that are not as fast as the others. */
  readonly latencyByModel?: Readonly<Record<string, LatencyProfile>>;
  /** Length of a plain answer in tokens. */
  readonly tokenCount?: number;
  /** The only key that is let in; without one every caller is. */
  readonly apiKey?: string;
  /** Starts every request id; letters and digits. */
  readonly idPrefix?: string;
  /** How many calls are kept for reading. */
  readonly keepCalls?: number;
}

export interface SimulatedProvider {
  /** The base URL to configure, with `/v1`. */
  readonly url: string;
  setFault(kind: FaultKind, scope?: FaultScope): void;
  setLatency(latency: LatencyProfile): void;
  /** The calls seen, oldest first; the last `keepCalls` of them. */
  calls(): readonly SeenCall[];
  /** All calls ever seen. */
  callCount(): number;
  /** Stops listening and cuts what is open. */
  close(): Promise<void>;
}

const PATHS: Readonly<Record<string, ProviderEndpoint>> = {
  "/v1/chat/completions": "chat",
  "/v1/responses": "responses",
};

/**
 * A real HTTP server on loopback that answers like an OpenAI-compatible provider: chat and Responses, streamed and
 * not, functions, JSON schemas, usage. What goes wrong is decided by `setFault`, never by the request.
 */
export async function startSimulatedProvider(options: SimulatedProviderOptions = {}): Promise<SimulatedProvider> {
  const { port = 0, seed = 1, keepCalls = 10_000, idPrefix = "sim" } = options;
  const random = seededRandom(seed);
  const faults = new FaultPlan(random);
  const log = new CallLog(idPrefix, keepCalls);
  const state: State = { options, random, faults, log, latency: options.latency ?? INSTANT };
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    answerCall(state, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const { port: boundPort } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${boundPort}/v1`,
    setFault: (kind, scope) => faults.set(kind, scope),
    setLatency: (latency) => {
      state.latency = latency;
    },
    calls: () => log.calls(),
    callCount: () => log.count,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface State {
  readonly options: SimulatedProviderOptions;
  readonly random: () => number;
  readonly faults: FaultPlan;
  readonly log: CallLog;
  latency: LatencyProfile;
}

async function answerCall(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
  const method = request.method ?? "GET";
  const endpoint = method === "POST" ? PATHS[path] : undefined;
  const body = endpoint === undefined ? undefined : parseJson(await readText(request));
  const parsed = endpoint === undefined ? null : readProviderRequest(endpoint, body);
  const wanted = parsed !== null && "model" in parsed ? parsed : null;
  const fault = wanted === null ? HEALTHY : state.faults.take(wanted.model, wanted.user);
  const call = state.log.add({
    atMs: Date.now(),
    method,
    path,
    model: wanted?.model ?? null,
    user: wanted?.user ?? null,
    isStream: wanted?.isStream ?? false,
    fault: fault.kind,
  });
  response.once("close", () => {
    call.state = response.writableFinished ? "answered" : "broken";
  });
  const { flavour = "openai" } = state.options;
  response.setHeader(flavour === "comet" ? "x-oneapi-request-id" : "x-request-id", call.id);
  const refusal = refusalFor(state, request, call, path, parsed);
  if (refusal !== null) deliverError(response, refusal);
  else if (wanted === null)
    deliverError(response, modelList(path, flavour, state.options.models ?? ["simulated-model"]));
  else await serve(state, wanted, call, fault, request, response);
}

/** Refusals that have nothing to do with a fault: a bad key, an unknown path or model, an invalid body. */
function refusalFor(
  { options }: State,
  request: IncomingMessage,
  call: SeenCall,
  path: string,
  parsed: ReturnType<typeof readProviderRequest> | null,
): ErrorAnswer | null {
  const { flavour = "openai", apiKey, models: known } = options;
  const isKeyWrong = apiKey !== undefined && request.headers.authorization !== `Bearer ${apiKey}`;
  if (isKeyWrong) return refusedKey(flavour, call.id);
  if (parsed === null) {
    if (call.method === "GET" && hasModelList(path, flavour)) return null;
    return { status: 404, headers: { "content-type": "text/html" }, body: "<html><body>Not Found</body></html>" };
  }
  if ("field" in parsed) return refusedField(flavour, call.id, parsed.field);
  return known === undefined || known.includes(parsed.model) ? null : unknownModel(flavour, call.id, parsed.model);
}

async function serve(
  state: State,
  wanted: ProviderRequest,
  call: SeenCall,
  fault: ActiveFault,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { flavour = "openai", tokenCount = 48 } = state.options;
  if (fault.kind === "silence") return;
  if (fault.kind === "reset") {
    request.socket.resetAndDestroy();
    return;
  }
  const { retryAfterSeconds } = fault;
  const failure = faultAnswer(fault.kind, flavour, { id: call.id, model: wanted.model, retryAfterSeconds });
  const latency = state.options.latencyByModel?.[wanted.model] ?? state.latency;
  const pace = { firstTokenMs: drawFirstTokenMs(latency, state.random), perTokenMs: latency.perTokenMs };
  if (failure !== null) {
    deliverError(response, failure);
    return;
  }
  const composed = composeAnswer(wanted, call.id, call.atMs, tokenCount);
  const answer = fault.kind === "empty" ? withoutOutput(composed) : composed;
  if (wanted.isStream) await deliverFrames(response, framesOf(answer, wanted, flavour), pace, fault);
  else await deliverBody(response, bodyOf(answer, wanted, flavour), answer.outputTokens, pace, fault);
}

function bodyOf(answer: Answer, wanted: ProviderRequest, flavour: Flavour): unknown {
  if (wanted.endpoint === "chat") return chatBody(answer, { choiceCount: wanted.choiceCount, isUsageSent: true });
  return responsesBody(answer, responsesOptions(wanted, flavour));
}

function framesOf(answer: Answer, wanted: ProviderRequest, flavour: Flavour) {
  const isUsageSent = flavour === "comet" || wanted.wantsUsage;
  if (wanted.endpoint === "chat") return chatFrames(answer, { choiceCount: wanted.choiceCount, isUsageSent });
  return responsesFrames(answer, responsesOptions(wanted, flavour));
}

function responsesOptions(wanted: ProviderRequest, flavour: Flavour) {
  return { previousResponseId: wanted.previousResponseId, isDoneSent: flavour === "comet" };
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

/** Undefined for anything that is not JSON; the request schema then names the body as the fault. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
