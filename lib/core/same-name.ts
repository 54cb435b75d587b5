/**
 * `instanceof` by name, for errors that cross bundles. The listener and Next load modules apart, so one process holds a
 * class twice, and an error thrown by one copy has to be recognised by the other. Use as
 * `static override readonly [Symbol.hasInstance] = sameName("StoreError")`.
 */
export function sameName(name: string): (value: unknown) => boolean {
  return (value) => value instanceof Error && value.name === name;
}
