const LF = 0x0a;
const CR = 0x0d;

/** One server-sent event: its bytes as received and what they say. `data` is null for comments and empty frames. */
export interface SseFrame {
  readonly bytes: Buffer;
  readonly event: string | null;
  readonly data: string | null;
}

/** What a stream ended with. `isClosed` is false when the blank line that ends an event was missing. */
export interface LastFrame extends SseFrame {
  readonly isClosed: boolean;
}

/**
 * Cuts a byte stream into server-sent event frames without changing a byte: the frames' bytes joined are the input.
 * Line ends may be LF, CRLF or CR and may be split anywhere; a byte order mark is skipped when reading. Frames are
 * decoded whole, so a character split over two chunks is never torn. Linear in the bytes, however small the chunks.
 * WHATWG HTML, section "server-sent events".
 */
export class SseFrames {
  /** Chunks of the frame that is not complete yet. */
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #isLineEmpty = true;
  /** The last byte was a CR: a LF that follows belongs to it. */
  #isAfterCr = false;
  #isFirstFrame = true;

  constructor(private readonly maxFrameBytes: number) {}

  /** The frames that `chunk` completes, in order; "oversize" when one would exceed the limit. */
  push(chunk: Buffer): SseFrame[] | "oversize" {
    if (chunk.length === 0) return [];
    const frames: SseFrame[] = [];
    let start = 0;
    let lineStart = 0;
    let isLineEmpty = this.#isLineEmpty;
    if (this.#isAfterCr) {
      this.#isAfterCr = false;
      lineStart = chunk[0] === LF ? 1 : 0;
      if (isLineEmpty) {
        frames.push(this.#frame(chunk.subarray(0, lineStart)));
        start = lineStart;
      }
      isLineEmpty = true;
    }
    let lf = chunk.indexOf(LF, lineStart);
    let cr = chunk.indexOf(CR, lineStart);
    while (lf !== -1 || cr !== -1) {
      const isCr = lf === -1 || (cr !== -1 && cr < lf);
      const lineEnd = isCr ? cr : lf;
      isLineEmpty &&= lineEnd === lineStart;
      lineStart = lineEnd + 1;
      if (isCr) {
        // Half of a CRLF, perhaps: only the next byte will tell.
        this.#isAfterCr = lineStart === chunk.length;
        if (this.#isAfterCr) break;
        if (lf === lineStart) lineStart++;
        cr = chunk.indexOf(CR, lineStart);
      }
      if (lf !== -1 && lf < lineStart) lf = chunk.indexOf(LF, lineStart);
      if (isLineEmpty) {
        frames.push(this.#frame(chunk.subarray(start, lineStart)));
        start = lineStart;
      }
      isLineEmpty = true;
    }
    this.#isLineEmpty = isLineEmpty && (this.#isAfterCr || lineStart === chunk.length);
    if (start < chunk.length) this.#keep(start === 0 ? chunk : chunk.subarray(start));
    return this.#pendingBytes > this.maxFrameBytes ? "oversize" : frames;
  }

  /** What was left when the stream ended; null when nothing was. */
  rest(): LastFrame | null {
    if (this.#pendingBytes === 0) return null;
    const isClosed = this.#isAfterCr && this.#isLineEmpty;
    return { ...this.#frame(EMPTY), isClosed };
  }

  #keep(bytes: Buffer): void {
    this.#pending.push(bytes);
    this.#pendingBytes += bytes.length;
  }

  #frame(last: Buffer): SseFrame {
    let bytes = last;
    if (this.#pendingBytes > 0) {
      this.#keep(last);
      bytes = Buffer.concat(this.#pending, this.#pendingBytes);
      this.#pending = [];
      this.#pendingBytes = 0;
    }
    const isFirst = this.#isFirstFrame;
    this.#isFirstFrame = false;
    const text = bytes.toString("utf8");
    return readFrame(bytes, isFirst && text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text);
  }
}

const EMPTY = Buffer.alloc(0);
const BYTE_ORDER_MARK = 0xfeff;

function readFrame(bytes: Buffer, text: string): SseFrame {
  // The shape nearly every frame has: one `data: …` line.
  if (
    text.startsWith("data: ") &&
    text.endsWith("\n\n") &&
    text.indexOf("\n") === text.length - 2 &&
    !text.includes("\r")
  ) {
    return { bytes, event: null, data: text.slice(6, -2) };
  }
  let event: string | null = null;
  let data: string | null = null;
  for (const line of text.split(/\r\n|\n|\r/)) {
    const colon = line.indexOf(":");
    const field = colon === -1 ? line : line.slice(0, colon);
    let value = colon === -1 ? "" : line.slice(colon + 1);
    if (value.startsWith(" ")) value = value.slice(1);
    if (field === "data") data = data === null ? value : `${data}\n${value}`;
    else if (field === "event") event = value;
  }
  return { bytes, event, data };
}
