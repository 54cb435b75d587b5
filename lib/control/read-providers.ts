import type { ProviderKeyRecord } from "@/db/store";
import type { ProviderList, ProviderView } from "@/lib/contract/directory";
import type { ControlContext } from "./context";
import { isoTime } from "./iso-time";

/** Every provider of the active version and how its key stands. A key itself is never read back. */
export async function readProviders(context: ControlContext): Promise<ProviderList> {
  const kept = new Map((await context.store.directory.providerKeys()).map((record) => [record.provider, record]));
  const { providers, aliases } = context.active().content;
  const routes = Object.values(aliases).flatMap((section) => Object.entries(section.routes));
  return {
    providers: Object.entries(providers).map(([id, definition]) => {
      const named = routes.filter(([, route]) => route.provider === id).map(([route]) => route);
      return providerView(id, definition.base_url, kept.get(id) ?? null, [...new Set(named)].sort());
    }),
  };
}

function providerView(
  id: string,
  baseUrl: string,
  kept: ProviderKeyRecord | null,
  routes: readonly string[],
): ProviderView {
  const { host } = new URL(baseUrl);
  return {
    id,
    base_url: baseUrl,
    host,
    key: kept === null ? "missing" : kept.host === host ? "set" : "other_host",
    last_four: kept?.lastFour || null,
    key_host: kept?.host ?? null,
    replaced_at: kept === null ? null : isoTime(kept.replacedAtMs),
    routes: [...routes],
  };
}
