/** The value at a path inside plain parsed data; undefined where the path leads nowhere. Own members only. */
export function valueAt(raw: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((value, step) => {
    if (typeof value !== "object" || value === null) return undefined;
    return Object.entries(value).find(([key]) => key === String(step))?.[1];
  }, raw);
}
