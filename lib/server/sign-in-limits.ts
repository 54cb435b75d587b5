import ipaddr from "ipaddr.js";
import { RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import { AppError } from "@/lib/http/errors";

/** What one attempt counts against. Windows in seconds. */
const LIMITS = {
  /** Guessing one password from one place. */
  pair: { points: 5, duration: 300 },
  /** Trying many people from one place. */
  address: { points: 30, duration: 300 },
  /** The same through a reverse proxy, behind which everybody is one address. */
  proxy: { points: 300, duration: 300 },
  /** Guessing one password from many places. Not counted on this machine itself: there nobody can be locked out. */
  account: { points: 100, duration: 3_600 },
} as const;

/** At most this many password hashes (32 MiB each) at once, and this many callers waiting for one. */
const HASHES_AT_ONCE = 2;
const WAITING_AT_MOST = 30;

/** Bounds guessing and the memory spent on it. Counts live in this process. */
export class SignInLimits {
  readonly #pair = new RateLimiterMemory({ ...LIMITS.pair, keyPrefix: "pair" });
  readonly #address = new RateLimiterMemory({ ...LIMITS.address, keyPrefix: "address" });
  readonly #proxy = new RateLimiterMemory({ ...LIMITS.proxy, keyPrefix: "proxy" });
  readonly #account = new RateLimiterMemory({ ...LIMITS.account, keyPrefix: "account" });
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  /** Counts an attempt before it is checked, so that parallel guesses count too. Throws `AppError` rate_limited. */
  async count(email: string, peer: string): Promise<void> {
    const address = addressGroup(peer);
    await countOne(this.#forAddress(peer), address);
    await countOne(this.#pair, `${email} ${address}`);
    // Last, so that what is refused above does not use it up: one place alone can never lock a person out.
    if (address !== LOOPBACK) await countOne(this.#account, email);
  }

  /** Counts an attempt that guesses no password, by where it comes from alone. Throws `AppError` rate_limited. */
  async countAddress(peer: string): Promise<void> {
    await countOne(this.#forAddress(peer), addressGroup(peer));
  }

  /** Such an attempt succeeded: it no longer counts. */
  async forgiveAddress(peer: string): Promise<void> {
    await this.#forAddress(peer).reward(addressGroup(peer));
  }

  /** A right password: the attempt no longer counts. */
  async forgive(email: string, peer: string): Promise<void> {
    const address = addressGroup(peer);
    await this.#forAddress(peer).reward(address);
    if (address !== LOOPBACK) await this.#account.reward(email);
    await this.#pair.delete(`${email} ${address}`);
  }

  #forAddress(peer: string): RateLimiterMemory {
    return peer.startsWith(PROXIED) ? this.#proxy : this.#address;
  }

  /** Runs work that hashes a password when a place is free. Throws `AppError` rate_limited when too many wait. */
  async hashing<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= HASHES_AT_ONCE) {
      if (this.#waiting.length >= WAITING_AT_MOST) throw tooMany(1, false);
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      this.#running += 1;
    }
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }
}

/** The listener marks a peer that forwards for others. */
const PROXIED = "proxy ";
const LOOPBACK = "loopback";

/** Addresses that one caller can easily change among count as one: an IPv6 /64. Anything unreadable is one group. */
export function addressGroup(peer: string): string {
  const isProxied = peer.startsWith(PROXIED);
  const text = isProxied ? peer.slice(PROXIED.length) : peer;
  if (!ipaddr.isValid(text)) return "unknown";
  const address = ipaddr.process(text);
  if (address.range() === "loopback" && !isProxied) return LOOPBACK;
  if (!(address instanceof ipaddr.IPv6)) return isProxied ? `${PROXIED}${address}` : address.toString();
  const network = address.parts.slice(0, 4).map((part) => part.toString(16));
  return `${isProxied ? PROXIED : ""}${network.join(":")}::/64`;
}

async function countOne(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (!isRefusal(refusal)) throw refusal;
    throw tooMany(Math.max(1, refusal.msBeforeNext / 1_000), refusal.consumedPoints > limiter.points + 1);
  }
}

function isRefusal(value: unknown): value is RateLimiterRes {
  return typeof value === "object" && value !== null && "msBeforeNext" in value;
}

/** `isAudited` says that this window already has its audit row. */
function tooMany(retryAfterSeconds: number, isAudited: boolean): AppError {
  const wait = Math.ceil(retryAfterSeconds);
  return new AppError("rate_limited", `Too many attempts to sign in; try again in ${wait} s.`, {
    retryAfterSeconds: wait,
    isAudited,
  });
}
