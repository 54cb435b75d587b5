/** A reason not to start. `message` is one line for the operator, names what to change and holds no secret. */
export class StartupError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "StartupError";
  }
}

/**
 * Ends the process over a start that failed: one line on standard error, exit code 1. What is neither a `StartupError`
 * nor a `StoreError` is a defect of ours and keeps its stack.
 */
export function exitWith(error: unknown): never {
  const isPlanned = error instanceof Error && (error.name === "StartupError" || error.name === "StoreError");
  const text = isPlanned ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`switchyard: ${text}\n`);
  process.exit(1);
}
