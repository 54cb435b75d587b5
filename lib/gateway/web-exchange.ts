import type { BodyRead, Exchange, HeaderValues } from "./exchange";

/**
 * The Web `Request`/`Response` side of an exchange, for Next route handlers. `response` resolves at the first `head`
 * that is followed by a body, or rejects never: a broken exchange errors the body stream instead.
 */
export class WebExchange implements Exchange {
  readonly method: string;
  readonly path: string;
  readonly protocolDefect = null;
  readonly response: Promise<Response>;
  isClosed = false;
  #resolve: (response: Response) => void = () => {};
  #head: { status: number; headers: Headers } | null = null;
  #controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  #onClose: (() => void) | null = null;
  #onDrain: (() => void) | null = null;

  constructor(private readonly request: Request) {
    this.method = request.method;
    this.path = new URL(request.url).pathname;
    this.response = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    request.signal.addEventListener("abort", () => this.#closed(), { once: true });
  }

  header(name: string): string | undefined {
    return this.request.headers.get(name) ?? undefined;
  }

  async readBody(maxBytes: number): Promise<BodyRead> {
    if (Number(this.request.headers.get("content-length") ?? 0) > maxBytes) return { kind: "too_large" };
    const reader = this.request.body?.getReader();
    if (!reader) return { kind: "body", bytes: Buffer.alloc(0) };
    const chunks: Uint8Array[] = [];
    let length = 0;
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return { kind: "body", bytes: Buffer.concat(chunks, length) };
        length += value.byteLength;
        if (length > maxBytes) {
          void reader.cancel();
          return { kind: "too_large" };
        }
        chunks.push(value);
      }
    } catch {
      return { kind: "closed" };
    }
  }

  onClose(listener: () => void): void {
    if (this.isClosed) listener();
    else this.#onClose = listener;
  }

  head(status: number, headers: HeaderValues): void {
    const values = new Headers();
    for (const name in headers) {
      const value = headers[name];
      if (value !== undefined) values.set(name, value);
    }
    this.#head = { status, headers: values };
  }

  write(chunk: Uint8Array): boolean {
    if (this.isClosed) return true;
    const controller = this.#open();
    controller.enqueue(chunk);
    return (controller.desiredSize ?? 1) > 0;
  }

  onDrain(listener: () => void): void {
    this.#onDrain = listener;
  }

  end(chunk?: Uint8Array): void {
    if (this.isClosed) return;
    if (this.#controller === null && this.#head !== null) {
      this.isClosed = true;
      this.#resolve(new Response(chunk === undefined ? null : Buffer.from(chunk), this.#head));
      return;
    }
    if (chunk !== undefined) this.#controller?.enqueue(chunk);
    this.isClosed = true;
    this.#controller?.close();
  }

  fail(): void {
    if (this.isClosed) return;
    this.#open().error(new Error("the answer was cut short"));
    this.isClosed = true;
    this.#onClose?.();
  }

  #open(): ReadableStreamDefaultController<Uint8Array> {
    if (this.#controller !== null) return this.#controller;
    const body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#controller = controller;
        },
        pull: () => {
          const drain = this.#onDrain;
          this.#onDrain = null;
          drain?.();
        },
        cancel: () => this.#closed(),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: 64 * 1024 }),
    );
    this.#resolve(new Response(body, this.#head ?? { status: 500 }));
    // `start` ran synchronously inside the constructor.
    if (this.#controller === null) throw new Error("the response stream did not start");
    return this.#controller;
  }

  #closed(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.#onClose?.();
    this.#onDrain?.();
    // Whoever still holds the body must not wait for more of it.
    this.#controller?.error(new Error("the caller left"));
    this.#resolve(new Response(null, { status: 499 }));
  }
}
