const LF = 0x0a;
const CR = 0x0d;
const EMPTY = Buffer.alloc(0);

/** One server-sent event: its bytes as received and what they say. `data` is null for comments and empty frames. */
export interface SseFrame {
  readonly bytes: Buffer;
  readonly event: string | null;
  readonly data: string | null;
}

/**
 * Cuts a byte stream into server-sent event frames without changing a byte: the frames' bytes joined are the input.
 * Line ends may be LF, CRLF or CR and may be split anywhere; a byte order mark is skipped when reading. Frames are
 * decoded whole, so a character split over two chunks is never torn. WHATWG HTML, section "server-sent events".
 */
export class SseFrames {
  #pending: Buffer = EMPTY;
  /** Where in `#pending` the search goes on. */
  #scanned = 0;
  #isLineEmpty = true;
  #isFirstFrame = true;

  constructor(private readonly maxFrameBytes: number) {}

  /** The frames that `chunk` completes, in order; "oversize" when one would exceed the limit. */
  push(chunk: Buffer): SseFrame[] | "oversize" {
    let buffer = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    const frames: SseFrame[] = [];
    let index = this.#scanned;
    let start = 0;
    while (index < buffer.length) {
      const byte = buffer[index];
      if (byte !== LF && byte !== CR) {
        this.#isLineEmpty = false;
        index++;
        continue;
      }
      // A CR at the end of what we have may be half of a CRLF: wait for the next byte.
      if (byte === CR && index + 1 === buffer.length) break;
      index += byte === CR && buffer[index + 1] === LF ? 2 : 1;
      if (this.#isLineEmpty) {
        frames.push(this.#frame(buffer.subarray(start, index)));
        start = index;
      }
      this.#isLineEmpty = true;
    }
    buffer = buffer.subarray(start);
    this.#scanned = index - start;
    this.#pending = buffer.length === 0 ? EMPTY : buffer;
    return buffer.length > this.maxFrameBytes ? "oversize" : frames;
  }

  /** What was left without a closing blank line when the stream ended; null when nothing was. */
  rest(): SseFrame | null {
    return this.#pending.length === 0 ? null : this.#frame(this.#pending);
  }

  #frame(bytes: Buffer): SseFrame {
    const isFirst = this.#isFirstFrame;
    this.#isFirstFrame = false;
    const text = bytes.toString("utf8");
    return readFrame(bytes, isFirst && text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  }
}

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
