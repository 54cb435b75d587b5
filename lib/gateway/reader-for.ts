import type { RequestIntent } from "../core/ledger-record";
import type { RequestFacts } from "../core/request-facts";
import type { Endpoint } from "../core/routing-snapshot";
import type { AnswerReader } from "./answer-reader";
import type { AcceptedCall } from "./door";
import type { OutputContract } from "./output-check";
import { retellingFor } from "./retelling-for";
import type { SchemaChecker } from "./schema-check";
import { StreamRelay, type StreamSink } from "./stream-relay";
import { WholeAnswer } from "./whole-answer";

export interface ReaderOrder {
  readonly call: AcceptedCall;
  readonly facts: RequestFacts;
  readonly intent: RequestIntent;
  /** The endpoint the provider is asked on. */
  readonly spoken: Endpoint;
  readonly schemas: SchemaChecker;
  readonly sink: StreamSink;
  /** Called when the first visible token arrives. */
  onVisible(): void;
}

/** Who reads the answer of one attempt: as a whole or as a stream, and told to the caller as it asked. */
export function readerFor({ call, facts, intent, spoken, schemas, sink, onVisible }: ReaderOrder): AnswerReader {
  const { validation, streamPolicy } = call.alias;
  const contract: OutputContract = { endpoint: spoken, rules: validation, facts, schemas };
  const retelling = retellingFor(call, spoken, intent);
  if (!facts.stream) return new WholeAnswer(contract, retelling);
  return new StreamRelay({ contract, retelling, policy: streamPolicy, sink, onVisible });
}
