import { AsyncLocalStorage } from "node:async_hooks";
import type { ServerResponse } from "node:http";

/** Whether asynchronous contexts are kept by hooks; from Node 24 on V8 carries them, and there is nothing to give up. */
export const CONTEXTS_RUN_HOOKS = Number(process.versions.node.split(".")[0]) < 24;
/** How long the last console request may be over before its contexts are given up. */
const LOOK_EVERY_MS = 100;

/**
 * Gives up the asynchronous contexts of console requests when none is being answered. Next and better-auth keep what
 * belongs to a request in AsyncLocalStorage and never disable it; on Node 20 one enabled storage makes every promise and
 * callback of the process, the gateway's too, run a hook. Measured there: 9 % of a completion's processor time
 * once a page had been opened (docs/decisions/0016).
 */
export class RequestContexts {
  readonly #used = new Set<AsyncLocalStorage<unknown>>();
  readonly #responses = new Set<ServerResponse>();
  #running = 0;
  #timer: NodeJS.Timeout | null = null;

  /** Follows every storage of the process that is used from now on. Call it once; returns what ends that. */
  follow(): () => void {
    if (!CONTEXTS_RUN_HOOKS) return () => {};
    const contexts = this;
    const { run, enterWith } = AsyncLocalStorage.prototype;
    AsyncLocalStorage.prototype.run = function (this: AsyncLocalStorage<unknown>, store: unknown, ...rest: unknown[]) {
      contexts.#note(this);
      const result: unknown = Reflect.apply(run, this, [store, ...rest]);
      if (result instanceof Promise) contexts.#await(result);
      return result;
    } as typeof run;
    AsyncLocalStorage.prototype.enterWith = function (this: AsyncLocalStorage<unknown>, store: unknown) {
      contexts.#note(this);
      Reflect.apply(enterWith, this, [store]);
    };
    return () => Object.assign(AsyncLocalStorage.prototype, { run, enterWith });
  }

  /** The console is about to answer a request: contexts are kept until it has. */
  answering(response: ServerResponse): void {
    if (!CONTEXTS_RUN_HOOKS) return;
    this.#responses.add(response);
    response.once("close", () => this.#responses.delete(response));
  }

  #note(storage: AsyncLocalStorage<unknown>): void {
    this.#used.add(storage);
    this.#timer ??= setTimeout(this.#look, LOOK_EVERY_MS).unref();
  }

  #await(result: Promise<unknown>): void {
    const done = (): void => {
      this.#running -= 1;
    };
    this.#running += 1;
    // Whoever called `run` holds the same promise and answers for its failure; here only its end counts.
    result.then(done, done);
  }

  readonly #look = (): void => {
    for (const response of this.#responses) if (isEventStream(response)) this.#responses.delete(response);
    if (this.#running > 0 || this.#responses.size > 0) {
      this.#timer?.refresh();
      return;
    }
    this.#timer = null;
    for (const storage of this.#used) storage.disable();
    this.#used.clear();
  };
}

/** Open as long as its page is; once it has begun, nothing in it asks for its request any more. */
function isEventStream(response: ServerResponse): boolean {
  const type = response.headersSent ? response.getHeader("content-type") : undefined;
  return typeof type === "string" && type.startsWith("text/event-stream");
}
