import type { RouteMapVersion } from "@/lib/contract/route-map";
import type { ControlContext } from "./context";

/** A question about one alias whose answer cannot change while a version is active. */
type Question<T> = (context: ControlContext, active: RouteMapVersion, alias: string) => Promise<T>;

/**
 * Remembers the answers of a question for as long as the version object lives; the next version brings a new one.
 * Versions are immutable, so this is safe; a failed answer is forgotten and asked again.
 */
export function perVersion<T>(question: Question<T>): Question<T> {
  const answers = new WeakMap<RouteMapVersion, Map<string, Promise<T>>>();
  return (context, active, alias) => {
    const known = answers.get(active) ?? new Map<string, Promise<T>>();
    answers.set(active, known);
    const answer = known.get(alias) ?? question(context, active, alias);
    known.set(alias, answer);
    answer.catch(() => known.delete(alias));
    return answer;
  };
}
