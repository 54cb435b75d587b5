import type { ClientRecord } from "@/db/store";
import type { RouteMapVersion } from "@/lib/contract/route-map";
import { compileSnapshot } from "@/lib/control/compile-snapshot";
import type { Provider, RoutingSnapshot } from "@/lib/core/routing-snapshot";
import type { ClientDirectory } from "@/lib/gateway/client-directory";
import type { ProviderPools } from "@/lib/upstream/provider-pools";
import type { ProviderKey } from "./provider-keys";

/** Holds what the gateway routes by: one version, its compiled snapshot, and connection pools that fit it. */
export class RoutingHost {
  #version: RouteMapVersion;
  #snapshot: RoutingSnapshot;

  constructor(
    version: RouteMapVersion,
    private readonly pools: ProviderPools,
    private readonly keys: ReadonlyMap<string, ProviderKey>,
  ) {
    this.#version = version;
    this.#snapshot = compileSnapshot(version);
    this.#fitPools();
  }

  get version(): RouteMapVersion {
    return this.#version;
  }

  get snapshot(): RoutingSnapshot {
    return this.#snapshot;
  }

  /** From the next request on, this version decides. Throws, and changes nothing, when the version cannot be compiled. */
  publish(version: RouteMapVersion): void {
    const snapshot = compileSnapshot(version);
    this.#version = version;
    this.#snapshot = snapshot;
    this.#fitPools();
  }

  #fitPools(): void {
    const providers = [...this.#snapshot.providers.values()];
    const usable = providers.flatMap((provider) => {
      const key = this.#keyFor(provider);
      return key === null ? [] : [[provider.id, key] as const];
    });
    this.pools.update(providers, new Map(usable));
  }

  /** A key is only ever sent to the host it was entered for. */
  #keyFor(provider: Provider): string | null {
    const known = this.keys.get(provider.id);
    return known !== undefined && known.host === new URL(provider.baseUrl).host ? known.key : null;
  }
}

/** The kept clients as the gateway looks them up. */
export function clientDirectory(records: readonly ClientRecord[]): ClientDirectory {
  return new Map(
    records.map((record) => [
      record.keyHash,
      {
        id: record.id,
        tenant: record.tenant,
        requestsPerMinute: record.requestsPerMinute,
        concurrent: record.concurrent,
        isRevoked: record.revokedAtMs !== null,
      },
    ]),
  );
}
