/**
 * Marks a branch the types say cannot be reached; a new member of a union then fails to compile here.
 * Throws at run time when a value came in from outside the types.
 */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${String(value)}`);
}
