import type { BodyRead, Exchange } from "./exchange";

/** A caller inside the process: it sends one JSON body, takes whatever comes, and may leave at any moment. */
export class ProbeExchange implements Exchange {
  readonly method = "POST";
  readonly protocolDefect = null;
  readonly #headers: ReadonlyMap<string, string>;
  readonly #bytes: Buffer;
  #onClose: (() => void) | null = null;
  isClosed = false;
  status: number | null = null;

  constructor(
    readonly path: string,
    body: unknown,
    key: string,
  ) {
    this.#bytes = Buffer.from(JSON.stringify(body));
    this.#headers = new Map([
      ["authorization", `Bearer ${key}`],
      ["content-type", "application/json"],
      ["content-length", String(this.#bytes.length)],
    ]);
  }

  header(name: string): string | undefined {
    return this.#headers.get(name);
  }

  async readBody(maxBytes: number): Promise<BodyRead> {
    if (this.isClosed) return { kind: "closed" };
    return this.#bytes.length > maxBytes ? { kind: "too_large" } : { kind: "body", bytes: this.#bytes };
  }

  onClose(listener: () => void): void {
    if (this.isClosed) listener();
    else this.#onClose = listener;
  }

  /** The caller hangs up. */
  leave(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.#onClose?.();
  }

  head(status: number): void {
    this.status = status;
  }

  write(): boolean {
    return true;
  }

  onDrain(listener: () => void): void {
    listener();
  }

  end(): void {}

  fail(): void {
    this.leave();
  }
}
