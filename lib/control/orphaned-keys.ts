import type { RouteMapContent } from "@/lib/contract/route-map";
import type { ControlContext } from "./context";

/**
 * The providers that would lose their kept key: one belongs to the host it was entered for, and `after` puts them at
 * another one than `before`.
 */
export async function orphanedKeys(
  context: ControlContext,
  before: RouteMapContent,
  after: RouteMapContent,
): Promise<readonly string[]> {
  const hosts = hostsOf(after);
  const isMoved = [...hostsOf(before)].some(([provider, host]) => hosts.has(provider) && hosts.get(provider) !== host);
  if (!isMoved) return [];
  const kept = await context.store.directory.providerKeys();
  return kept
    .filter(({ provider, host }) => hosts.has(provider) && hosts.get(provider) !== host)
    .map(({ provider }) => provider);
}

function hostsOf({ providers }: RouteMapContent): Map<string, string> {
  return new Map(Object.entries(providers).map(([id, { base_url: url }]) => [id, new URL(url).host]));
}
