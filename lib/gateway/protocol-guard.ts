/** Headers whose repetition makes two readers of one request disagree about what it says. */
const ONCE = new Set(["host", "authorization", "content-type", "content-length", "transfer-encoding"]);

/**
 * Why the request line or headers are ambiguous, in words for the caller; null when they are not. Node's parser
 * accepts a repeated Host, a foreign Transfer-Encoding and an absolute request target; a proxy in front may read them
 * differently, so they are refused. `rawHeaders` alternates names and values as received.
 */
export function protocolDefect(target: string, rawHeaders: readonly string[]): string | null {
  if (!target.startsWith("/")) return "the request target must be a path";
  let seen = "";
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? "").toLowerCase();
    if (!ONCE.has(name)) continue;
    if (seen.includes(`${name} `)) return `the header ${name} was sent more than once`;
    seen += `${name} `;
    if (name === "transfer-encoding" && (rawHeaders[index + 1] ?? "").toLowerCase() !== "chunked") {
      return "the only transfer encoding accepted is chunked";
    }
  }
  return null;
}
