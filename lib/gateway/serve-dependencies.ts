import type { Ledger, RequestOutcome } from "../core/ledger-record";
import type { Redactor } from "../core/redact";
import type { TrafficKind } from "../core/routing-snapshot";
import type { Upstream } from "../upstream/upstream";
import type { StreamPace } from "./answer";
import type { BreakerRegistry } from "./breaker-registry";
import type { IssuedResponses } from "./issued-responses";
import type { CourseDependencies } from "./request-course";
import type { SchemaChecker } from "./schema-check";

/** What the serving of requests needs from its surroundings. */
export interface ServeDependencies extends CourseDependencies {
  readonly upstream: Upstream;
  readonly ledger: Ledger;
  readonly breakers: BreakerRegistry;
  readonly issued: IssuedResponses;
  readonly schemas: SchemaChecker;
  readonly redact: Redactor;
  /** What its requests are recorded as; people's traffic unless said otherwise. */
  readonly kind?: TrafficKind;
  /** Another than the usual one, for tests. */
  readonly streamPace?: StreamPace;
  /** Told each final outcome, for metrics. */
  onOutcome(alias: string, outcome: RequestOutcome): void;
}
