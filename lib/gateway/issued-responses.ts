import type { Client } from "./client-directory";

type Owner = Pick<Client, "id" | "tenant">;

/** Where the state of a conversation lies, as far as this process knows. */
export type ContextHolder =
  | { readonly kind: "route"; readonly route: string }
  /** Not issued here, or too long ago to be remembered. */
  | { readonly kind: "unknown" }
  /** Issued to somebody else, who shares the provider's account but not the conversation. */
  | { readonly kind: "not_yours" };

interface Issue {
  readonly route: string;
  readonly owner: Owner;
}

const CAPACITY = 50_000;
/** Providers' ids are about 60 characters; longer ones are not worth the room. */
const LONGEST_ID = 256;
const UNKNOWN: ContextHolder = { kind: "unknown" };
const NOT_YOURS: ContextHolder = { kind: "not_yours" };

/** Which route issued which response, and to whom: in memory, the least recently used forgotten first. */
export class IssuedResponses {
  readonly #issues = new Map<string, Issue>();

  constructor(private readonly capacity = CAPACITY) {}

  remember(responseId: string, route: string, { id, tenant }: Owner): void {
    if (responseId.length > LONGEST_ID) return;
    this.#put(responseId, { route, owner: { id, tenant } });
    if (this.#issues.size <= this.capacity) return;
    const oldest = this.#issues.keys().next();
    if (!oldest.done) this.#issues.delete(oldest.value);
  }

  /** Clients of one tenant may go on with each other's conversations. */
  holderOf(responseId: string, asker: Owner): ContextHolder {
    const issue = this.#issues.get(responseId);
    if (issue === undefined) return UNKNOWN;
    const { owner, route } = issue;
    if (owner.id !== asker.id && (owner.tenant === null || owner.tenant !== asker.tenant)) return NOT_YOURS;
    this.#put(responseId, issue);
    return { kind: "route", route };
  }

  /** A map keeps the order of insertion: putting an entry anew makes it the youngest. */
  #put(responseId: string, issue: Issue): void {
    this.#issues.delete(responseId);
    this.#issues.set(responseId, issue);
  }
}
