import type { Pool } from "undici";

/** A JSON document of a provider that is no model answer: its list of models, its catalogue. */
export interface ProviderRead {
  readonly provider: string;
  readonly path: string;
  /** From the root of the host instead of from the base URL's path. */
  readonly isAbsolutePath: boolean;
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

export type ReadAnswer =
  | { readonly kind: "read"; readonly value: unknown }
  /** `why` is one clause without anything the provider said. */
  | { readonly kind: "failed"; readonly why: string };

/** Reads it with a GET. Redirects are answers like any other, and an answer larger than allowed is cut off and refused. */
export async function readJson(
  pool: Pool,
  path: string,
  headers: string[],
  { maxBytes, timeoutMs }: ProviderRead,
): Promise<ReadAnswer> {
  const abort = AbortSignal.timeout(timeoutMs);
  try {
    const { statusCode, body } = await pool.request({ method: "GET", path, headers, signal: abort });
    // A body that is given up reports its own abort; unheard, that would end the process.
    body.on("error", () => {});
    if (statusCode !== 200) {
      body.destroy();
      return { kind: "failed", why: `it answered HTTP ${statusCode}` };
    }
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of body) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > maxBytes) {
        body.destroy();
        return { kind: "failed", why: `its answer is larger than ${Math.round(maxBytes / 1024)} KiB` };
      }
    }
    return parse(Buffer.concat(chunks).toString("utf8"));
  } catch (error) {
    if (abort.aborted) return { kind: "failed", why: `it did not answer within ${Math.round(timeoutMs / 1000)} s` };
    return { kind: "failed", why: `it could not be reached (${codeOf(error)})` };
  }
}

function parse(text: string): ReadAnswer {
  try {
    return { kind: "read", value: JSON.parse(text) };
  } catch {
    return { kind: "failed", why: "its answer is no JSON" };
  }
}

function codeOf(error: unknown): string {
  if (error instanceof Error && "code" in error && typeof error.code === "string") return error.code;
  return "connection failed";
}
