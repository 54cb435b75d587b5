import { AppError } from "./errors";

const JSON_TYPE = /^application\/json(\s*;\s*charset\s*=\s*"?utf-8"?)?\s*$/i;

/**
 * Reads a JSON body of at most `maxBytes`. No body at all counts as `{}`, so that orders without required fields need
 * none. Throws `AppError` 415 for another type or encoding, 413 above the limit, 400 for text that is not JSON.
 */
export async function readJsonBody(request: Request, maxBytes: number): Promise<{ text: string; value: unknown }> {
  const type = request.headers.get("content-type");
  if (type !== null && !JSON_TYPE.test(type)) throw wrongType();
  if ((request.headers.get("content-encoding") ?? "identity") !== "identity") throw wrongType();
  const text = await readText(request, maxBytes);
  if (text === "") return { text, value: {} };
  if (type === null) throw wrongType();
  try {
    return { text, value: JSON.parse(text) };
  } catch {
    throw new AppError("bad_request", "The body is not valid JSON.");
  }
}

function wrongType(): AppError {
  return new AppError("unsupported_media_type", "Send the body as content-type application/json, not compressed.");
}

async function readText(request: Request, maxBytes: number): Promise<string> {
  const tooLarge = new AppError("payload_too_large", `The body may have ${maxBytes} bytes at most.`);
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge;
  if (request.body === null) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      throw tooLarge;
    }
    chunks.push(part.value);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new AppError("bad_request", "The body is not valid UTF-8.");
  }
}
