import type { IncomingMessage, ServerResponse } from "node:http";
import type { BodyRead, Exchange, HeaderValues } from "./exchange";
import { protocolDefect } from "./protocol-guard";
import { atTurnEnd } from "./turn-end";

/** An end larger than this may outlast the socket's buffers, and a caller that does not read would hold it for ever. */
const LARGE_END_BYTES = 64 * 1024;
const STALL_MS = 60_000;

/** The `node:http` side of an exchange: no stream objects, no promises but the one for the body. */
export class NodeExchange implements Exchange {
  readonly method: string;
  readonly path: string;
  isClosed = false;
  #onClose: (() => void) | null = null;

  constructor(
    private readonly request: IncomingMessage,
    private readonly response: ServerResponse,
    private readonly stallMs: number = STALL_MS,
  ) {
    this.method = request.method ?? "GET";
    const url = request.url ?? "/";
    const query = url.indexOf("?");
    this.path = query === -1 ? url : url.slice(0, query);
    response.on("close", () => {
      if (response.writableFinished) return;
      this.isClosed = true;
      this.#onClose?.();
    });
  }

  get protocolDefect(): string | null {
    return protocolDefect(this.request.url ?? "/", this.request.rawHeaders);
  }

  header(name: string): string | undefined {
    const value = this.request.headers[name];
    return typeof value === "string" ? value : value?.[0];
  }

  readBody(maxBytes: number): Promise<BodyRead> {
    const { request } = this;
    return new Promise((resolve) => {
      if (Number(request.headers["content-length"] ?? 0) > maxBytes) {
        resolve({ kind: "too_large" });
        return;
      }
      let first: Buffer | null = null;
      let rest: Buffer[] | null = null;
      let length = 0;
      let isWhole = false;
      request.on("data", (chunk: Buffer) => {
        length += chunk.length;
        if (length > maxBytes) {
          request.pause();
          resolve({ kind: "too_large" });
        } else if (first === null) first = chunk;
        else if (rest === null) rest = [first, chunk];
        else rest.push(chunk);
      });
      request.on("end", () => {
        isWhole = true;
        const bytes = rest ? Buffer.concat(rest, length) : (first ?? Buffer.alloc(0));
        atTurnEnd(() => resolve({ kind: "body", bytes }));
      });
      const cut = (): void => {
        if (!isWhole) resolve({ kind: "closed" });
      };
      request.on("error", cut);
      request.on("close", cut);
    });
  }

  onClose(listener: () => void): void {
    if (this.isClosed) listener();
    else this.#onClose = listener;
  }

  head(status: number, headers: HeaderValues): void {
    if (this.isClosed) return;
    // Names and values in turn are written as they are; setting them one by one costs more than the rest of the answer.
    const pairs: string[] = [];
    for (const name in headers) {
      const value = headers[name];
      if (value !== undefined) pairs.push(name, value);
    }
    // A body we did not read to its end would be taken for the next request on this connection.
    if (this.#hasUnreadBody() && headers.connection === undefined) pairs.push("connection", "close");
    this.response.writeHead(status, pairs);
  }

  #hasUnreadBody(): boolean {
    const { complete, headers } = this.request;
    if (complete) return false;
    return headers["transfer-encoding"] !== undefined || (headers["content-length"] ?? "0") !== "0";
  }

  write(chunk: Uint8Array): boolean {
    return this.isClosed || this.response.write(chunk);
  }

  onDrain(listener: () => void): void {
    this.response.once("drain", listener);
  }

  end(chunk?: Uint8Array): void {
    if (this.isClosed) return;
    // Node counts only time without progress, and destroys a socket whose timeout nobody listens to.
    if (chunk !== undefined && chunk.length > LARGE_END_BYTES) this.response.setTimeout(this.stallMs);
    this.response.end(chunk);
  }

  fail(): void {
    this.response.destroy();
  }
}
