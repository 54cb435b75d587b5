import type { ReasonCode } from "./reason-code";
import type { RequestFacts } from "./request-facts";
import type { Endpoint, Route } from "./routing-snapshot";

export interface Ineligibility {
  readonly reason: ReasonCode;
  readonly detail: string | null;
}

export declare function whyIneligible(
  route: Route,
  facts: RequestFacts,
  endpoint: Endpoint,
  isFallback: boolean,
): Ineligibility | null;
