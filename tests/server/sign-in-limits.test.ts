import { describe, expect, it } from "vitest";
import { addressGroup, SignInLimits } from "@/lib/server/sign-in-limits";

/** How many of `attempts` were let through. */
async function letThrough(limits: SignInLimits, attempts: readonly (readonly [string, string])[]): Promise<number> {
  const results = await Promise.allSettled(attempts.map(([email, peer]) => limits.count(email, peer)));
  return results.filter(({ status }) => status === "fulfilled").length;
}

const from = (count: number, attempt: (n: number) => readonly [string, string]) =>
  Array.from({ length: count }, (_, n) => attempt(n));

describe("SignInLimits", () => {
  it("stops trying many people from one place", async () => {
    expect(
      await letThrough(
        new SignInLimits(),
        from(60, (n) => [`person${n}@example.com`, "203.0.113.7"]),
      ),
    ).toBe(30);
  });

  it("allows a reverse proxy more, because everybody behind it is one address", async () => {
    expect(
      await letThrough(
        new SignInLimits(),
        from(60, (n) => [`person${n}@example.com`, "proxy 10.0.0.1"]),
      ),
    ).toBe(60);
  });

  it("stops trying one person from many places", async () => {
    const attempts = from(250, (n) => ["sre@example.com", `203.0.${n % 250}.${n % 200}`] as const);
    expect(await letThrough(new SignInLimits(), attempts)).toBe(100);
  });

  it("cannot be used up for a person by one place alone", async () => {
    const limits = new SignInLimits();
    await letThrough(
      limits,
      from(500, () => ["sre@example.com", "203.0.113.7"]),
    );
    expect(await letThrough(limits, [["sre@example.com", "198.51.100.1"]])).toBe(1);
  });

  it("lets a person sign in on the machine itself while others guess from everywhere", async () => {
    const limits = new SignInLimits();
    await letThrough(
      limits,
      from(400, (n) => ["admin@example.com", `203.0.${n % 250}.${n % 200}`]),
    );
    expect(await letThrough(limits, [["admin@example.com", "203.0.113.99"]])).toBe(0);
    expect(await letThrough(limits, [["admin@example.com", "127.0.0.1"]])).toBe(1);
  });

  it("hashes two passwords at a time, and refuses when too many wait", async () => {
    const limits = new SignInLimits();
    let running = 0;
    let most = 0;
    const releases: (() => void)[] = [];
    const work = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((resolve) => releases.push(resolve));
      running -= 1;
    };
    const all = Array.from({ length: 40 }, () => limits.hashing(work));
    const settled = Promise.allSettled(all);
    const drain = async (): Promise<void> => {
      for (let release = releases.shift(); release !== undefined; release = releases.shift()) {
        release();
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    await drain();
    const results = await settled;
    expect(most).toBe(2);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(32);
    expect(results.filter(({ status }) => status === "rejected")).toHaveLength(8);
    await limits.hashing(async () => undefined);
  });
});

describe("addressGroup", () => {
  it.each([
    ["203.0.113.7", "203.0.113.7"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:db8:1:2::9", "2001:db8:1:2::/64"],
    ["127.0.0.1", "loopback"],
    ["::1", "loopback"],
    ["::ffff:127.0.0.1", "loopback"],
    ["proxy 127.0.0.1", "proxy 127.0.0.1"],
    ["proxy 2001:db8::1", "proxy 2001:db8:0:0::/64"],
    ["unknown", "unknown"],
    ["", "unknown"],
  ])("%s counts as %s", (peer, group) => {
    expect(addressGroup(peer)).toBe(group);
  });
});
