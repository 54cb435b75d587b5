import type { RequestFacts } from "./request-facts";
import type { OutputRules } from "./routing-snapshot";
import type { Signal } from "./signal";
import type { Usage } from "./usage";

export type Validation =
  | {
      readonly ok: true;
      readonly finishReason: string | null;
      readonly model: string | null;
      readonly usage: Usage | null;
    }
  | {
      readonly ok: false;
      readonly signal: Signal;
      readonly finishReason: string | null;
      readonly model: string | null;
      readonly usage: Usage | null;
    };

export declare function validateChatAnswer(body: unknown, rules: OutputRules, facts: RequestFacts): Validation;
export declare function validateResponsesAnswer(body: unknown, rules: OutputRules, facts: RequestFacts): Validation;
export declare function needsSchemaCheck(facts: RequestFacts): boolean;
