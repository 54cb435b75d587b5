import { LASTING_PARAMS } from "./view-params";

/** `href` with the parameters that stay while a person walks from page to page, unless it names its own. */
export function withLastingParams(href: string, current: Pick<URLSearchParams, "get">): string {
  const [path = "", ownQuery = ""] = href.split("?");
  const params = new URLSearchParams(ownQuery);
  for (const name of LASTING_PARAMS) {
    const value = current.get(name);
    if (value !== null && !params.has(name)) params.set(name, value);
  }
  const query = params.toString();
  return query === "" ? path : `${path}?${query}`;
}
