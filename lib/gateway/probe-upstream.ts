import { asObject, asText, parseJson } from "../core/json";
import type { ProbeTwist } from "../core/probes/probe-definition";
import type { ProbeCall } from "../core/probes/probe-sighting";
import type {
  TransportFailure,
  Upstream,
  UpstreamCall,
  UpstreamHeaders,
  UpstreamListener,
  UpstreamRequest,
} from "../upstream/upstream";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const MAX_KEPT_BYTES = 256 * 1024;
const PASSING_ERROR = JSON.stringify({
  error: { message: "Simulated before the provider.", type: "server_error", param: null, code: null },
});

/**
 * The way to the providers as traffic takes it, with somebody writing down what passes. A twist is applied here, at the
 * upstream edge: a wrong key, a first answer that is an error, a word to the caller that the request is out.
 */
export class ProbeUpstream implements Upstream {
  readonly #calls: { seen: Mutable<ProbeCall>; chunks: Buffer[] }[] = [];

  constructor(
    private readonly upstream: Upstream,
    private readonly twist: ProbeTwist,
    private readonly onSent: () => void,
  ) {}

  /** What went over the wire so far, in order. */
  calls(): readonly ProbeCall[] {
    return this.#calls.map(({ seen, chunks }) => ({ ...seen, bodyText: Buffer.concat(chunks).toString("utf8") }));
  }

  call(request: UpstreamRequest, listener: UpstreamListener): UpstreamCall {
    const isSimulated = this.twist === "fail_first" && this.#calls.length === 0;
    const seen: Mutable<ProbeCall> = {
      isSimulated,
      isSent: false,
      status: null,
      bodyText: "",
      transportError: null,
      sentModel: asText(asObject(parseJson(request.body))?.model),
    };
    const chunks: Buffer[] = [];
    this.#calls.push({ seen, chunks });
    const tapped = this.#tap(seen, chunks, listener);
    if (isSimulated) return failOnce(tapped);
    return this.upstream.call(this.twist === "wrong_key" ? { ...request, credential: "wrong" } : request, tapped);
  }

  #tap(seen: Mutable<ProbeCall>, chunks: Buffer[], listener: UpstreamListener): UpstreamListener {
    let kept = 0;
    return {
      onSent: () => {
        seen.isSent = true;
        listener.onSent();
        this.onSent();
      },
      onHead: (status: number, headers: UpstreamHeaders) => {
        seen.status = status;
        listener.onHead(status, headers);
      },
      onData: (chunk: Buffer) => {
        kept += chunk.length;
        if (kept <= MAX_KEPT_BYTES) chunks.push(chunk);
        listener.onData(chunk);
      },
      onEnd: () => listener.onEnd(),
      onFailure: (failure: TransportFailure) => {
        seen.transportError = failure.code ?? failure.message.slice(0, 120);
        listener.onFailure(failure);
      },
    };
  }
}

/** A server error that never left the process. */
function failOnce(listener: UpstreamListener): UpstreamCall {
  let isOver = false;
  setImmediate(() => {
    if (isOver) return;
    listener.onSent();
    listener.onHead(503, { "content-type": "application/json" });
    listener.onData(Buffer.from(PASSING_ERROR));
    listener.onEnd();
  });
  const stop = () => {
    isOver = true;
  };
  return { pause: () => {}, resume: () => {}, abort: stop, release: stop };
}
