/** Where to go after signing in: a path of this site, or Overview. Nothing that a browser could read as another host. */
export function safeNextPath(next: unknown): string {
  if (typeof next !== "string" || !next.startsWith("/")) return "/";
  // "//host" and "/\host" lead away, and so does a tab or newline that browsers strip before they look.
  const base = "http://switchyard.invalid";
  const url = URL.canParse(next, base) ? new URL(next, base) : null;
  if (url === null || url.origin !== base || url.pathname.startsWith("//") || url.pathname.startsWith("/sign-in")) {
    return "/";
  }
  return url.pathname + url.search + url.hash;
}
