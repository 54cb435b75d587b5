import { judgeRate } from "../core/call-rate";
import type { Client } from "./client-directory";

interface ClientUse {
  fullAtMs: number;
  concurrent: number;
}

export type LimitVerdict =
  | { readonly kind: "allowed"; release(): void }
  | { readonly kind: "refused"; readonly message: string; readonly retryAfterMs: number };

const NO_LIMIT: LimitVerdict = { kind: "allowed", release: () => {} };

/** Requests a minute and at once, per client, in this process. A burst of one second's worth of calls is allowed. */
export class ClientLimits {
  readonly #uses = new Map<string, ClientUse>();

  enter(client: Client, nowMs: number): LimitVerdict {
    if (client.requestsPerMinute === null && client.concurrent === null) return NO_LIMIT;
    const use = this.#entryOf(client);
    if (client.concurrent !== null && use.concurrent >= client.concurrent) {
      const message = `client ${client.id} already has ${use.concurrent} requests running; its limit is ${client.concurrent}`;
      return { kind: "refused", message, retryAfterMs: 1000 };
    }
    if (client.requestsPerMinute !== null) {
      const burst = Math.max(1, Math.ceil(client.requestsPerMinute / 60));
      const verdict = judgeRate(use.fullAtMs, { perMinute: client.requestsPerMinute, burst }, nowMs);
      if (verdict.kind === "refused") {
        const message = `client ${client.id} is over its limit of ${client.requestsPerMinute} requests a minute`;
        return { kind: "refused", message, retryAfterMs: verdict.retryAfterMs };
      }
      use.fullAtMs = verdict.nextMs;
    }
    use.concurrent++;
    let isReleased = false;
    return {
      kind: "allowed",
      release: () => {
        if (!isReleased) use.concurrent--;
        isReleased = true;
      },
    };
  }

  #entryOf(client: Client): ClientUse {
    const known = this.#uses.get(client.id);
    if (known !== undefined) return known;
    const use: ClientUse = { fullAtMs: 0, concurrent: 0 };
    this.#uses.set(client.id, use);
    return use;
  }
}
