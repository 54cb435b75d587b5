import { type Context, createContext, Script } from "node:vm";

export type Boxed<T> =
  | { readonly kind: "done"; readonly value: T }
  /** It took longer than it may and was stopped. */
  | { readonly kind: "expired" }
  | { readonly kind: "failed"; readonly error: unknown };

const CALL = new Script("task()");

/**
 * Runs synchronous work that somebody else's input could make endless, and stops it when its time is up: the interpreter
 * is interrupted wherever it is. Nothing is isolated; only time is bounded. Costs some tens of microseconds.
 */
export class TimeBox {
  readonly #context: Context = createContext({ task: null });

  run<T>(limitMs: number, work: () => T): Boxed<T> {
    let value: { readonly of: T } | null = null;
    this.#context.task = () => {
      value = { of: work() };
    };
    try {
      CALL.runInContext(this.#context, { timeout: limitMs });
    } catch (error) {
      return isTimeout(error) ? { kind: "expired" } : { kind: "failed", error };
    } finally {
      this.#context.task = null;
    }
    return resultOf(value);
  }
}

/** The compiler does not see that the closure ran. */
function resultOf<T>(value: { readonly of: T } | null): Boxed<T> {
  return value === null
    ? { kind: "failed", error: new Error("the work did not run") }
    : { kind: "done", value: value.of };
}

/** The error is of the other context: it is no instance of this one's `Error`. */
function isTimeout(error: unknown): boolean {
  return (
    typeof error === "object" && error !== null && "code" in error && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT"
  );
}
