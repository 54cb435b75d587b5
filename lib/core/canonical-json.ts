/**
 * One text for one value: object keys in code-unit order, no spaces, undefined members left out. Two values are equal
 * exactly when their canonical texts are, so this is what content hashes and "byte-equal" sections are made of.
 * Takes JSON values only (as parsed from JSON); anything else prints as JSON.stringify would print it.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
    return `{${members.join(",")}}`;
  }
  return JSON.stringify(value) ?? "null";
}
