import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { paysPerAsyncStore, shareAsyncContext } from "@/lib/server/shared-async-context";

interface Context<Store> {
  run<Result>(store: Store, work: () => Result): Result;
  exit<Result>(work: () => Result): Result;
  enterWith(store: Store): void;
  disable(): void;
  getStore(): Store | undefined;
}
type ContextClass = { new <Store>(): Context<Store>; snapshot(): <Result>(work: () => Result) => Result };

describe("the asynchronous contexts on one native store", () => {
  const before = Object.getOwnPropertyDescriptor(globalThis, "AsyncLocalStorage");
  let Shared: ContextClass;

  beforeAll(() => {
    shareAsyncContext();
    Shared = (globalThis as unknown as { AsyncLocalStorage: ContextClass }).AsyncLocalStorage;
  });

  afterAll(() => {
    Reflect.deleteProperty(globalThis, "AsyncLocalStorage");
    if (before !== undefined) Object.defineProperty(globalThis, "AsyncLocalStorage", before);
  });

  test("two contexts do not see each other, and both follow the work over timers", async () => {
    const [colour, size] = [new Shared<string>(), new Shared<number>()];
    const seen = await Promise.all(
      ["red", "blue"].map((name, at) =>
        colour.run(name, () =>
          size.run(at, async () => {
            await sleep(2 - at);
            return [colour.getStore(), size.getStore()];
          }),
        ),
      ),
    );
    expect(seen).toEqual([
      ["red", 0],
      ["blue", 1],
    ]);
    expect(colour.getStore()).toBeUndefined();
  });

  test("an inner run hides the outer store and gives it back; exit hides it altogether", () => {
    const context = new Shared<string>();
    context.run("outer", () => {
      expect(context.run("inner", () => context.getStore())).toBe("inner");
      expect(context.exit(() => context.getStore())).toBeUndefined();
      expect(context.getStore()).toBe("outer");
    });
  });

  test("a snapshot carries every context of the moment it was taken", () => {
    const [first, second] = [new Shared<string>(), new Shared<string>()];
    const inside = first.run("a", () => second.run("b", () => Shared.snapshot()));
    expect(inside(() => [first.getStore(), second.getStore()])).toEqual(["a", "b"]);
  });

  test("entering holds for the rest of the work and for nothing outside it", async () => {
    const context = new Shared<string>();
    const other = new Shared<string>();
    await other.run("kept", async () => {
      context.enterWith("entered");
      await sleep(1);
      expect([context.getStore(), other.getStore()]).toEqual(["entered", "kept"]);
      context.disable();
      expect([context.getStore(), other.getStore()]).toEqual([undefined, "kept"]);
    });
    expect(context.getStore()).toBeUndefined();
  });

  test("is needed before Node 24", () => {
    expect(["20.20.2", "22.3.0", "24.0.0"].map(paysPerAsyncStore)).toEqual([true, true, false]);
  });
});
