/** Makes the compiler prove a union was handled whole; throws when data from outside breaks the promise. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
