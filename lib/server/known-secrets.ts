import { createRedactor, type Redactor } from "@/lib/core/redact";

/** The secrets this process holds, and a redactor that knows those added later too. */
export class KnownSecrets {
  #secrets: readonly string[];
  #redact: Redactor;

  constructor(secrets: readonly string[]) {
    this.#secrets = secrets;
    this.#redact = createRedactor(secrets);
  }

  readonly redact: Redactor = Object.assign((text: string) => this.#redact(text), {
    label: (text: string) => this.#redact.label(text),
  });

  /** A replaced key stays known: a provider may still echo it. */
  add(secret: string): void {
    this.#secrets = [...this.#secrets, secret];
    this.#redact = createRedactor(this.#secrets);
  }
}
