import { AsyncLocalStorage } from "node:async_hooks";

/** The stores of every shared context by context; never changed, so that each branch of the work keeps its own. */
type Frame = ReadonlyMap<object, unknown>;

const frames = new AsyncLocalStorage<Frame>();

/**
 * `AsyncLocalStorage` with all its instances on one native store. Before Node 24 the runtime visits every promise, timer
 * and socket event of the process once for each native store that was ever used, the gateway's too; Next uses four.
 * Guarantees what the native class does for `run`, `exit`, `enterWith`, `getStore`, `bind` and `snapshot`.
 */
class SharedAsyncContext<Store> {
  static bind = AsyncLocalStorage.bind;
  static snapshot = AsyncLocalStorage.snapshot;

  run<Result, Args extends unknown[]>(store: Store, work: (...args: Args) => Result, ...args: Args): Result {
    return frames.run(this.#framed(store), work, ...args);
  }

  exit<Result, Args extends unknown[]>(work: (...args: Args) => Result, ...args: Args): Result {
    return frames.run(this.#framed(undefined), work, ...args);
  }

  enterWith(store: Store): void {
    frames.enterWith(this.#framed(store));
  }

  disable(): void {
    frames.enterWith(this.#framed(undefined));
  }

  getStore(): Store | undefined {
    // Only `#framed` writes under this key, and only what `run` and `enterWith` were given.
    return frames.getStore()?.get(this) as Store | undefined;
  }

  #framed(store: Store | undefined): Frame {
    return new Map(frames.getStore()).set(this, store);
  }
}

/** Offers the shared class to Next, which takes the global one. Call it before Next is loaded. */
export function shareAsyncContext(): void {
  Object.defineProperty(globalThis, "AsyncLocalStorage", {
    value: SharedAsyncContext,
    configurable: true,
    writable: true,
  });
}

/** Whether the runtime pays for each native store; from Node 24 on contexts travel without visiting anything. */
export function paysPerAsyncStore(nodeVersion: string): boolean {
  return Number.parseInt(nodeVersion, 10) < 24;
}
