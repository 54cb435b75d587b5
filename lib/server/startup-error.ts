/** A reason not to start. `message` is one line for the operator, names what to change and holds no secret. */
export class StartupError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "StartupError";
  }
}
