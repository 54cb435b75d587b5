import type { RouteMapVersion } from "@/lib/contract/route-map";
import { compileSnapshot } from "@/lib/control/compile-snapshot";
import { type ContractBook, NO_CONTRACTS } from "@/lib/core/contract-terms";
import { providersInUse } from "@/lib/core/routes-in-use";
import type { Provider, RoutingSnapshot } from "@/lib/core/routing-snapshot";
import type { ProviderPools } from "@/lib/upstream/provider-pools";
import type { ProviderKey } from "./provider-keys";

/** Holds what the gateway routes by: one version, its compiled snapshot, and connection pools that fit it. */
export class RoutingHost {
  #version: RouteMapVersion;
  #snapshot: RoutingSnapshot;
  #contracts: ContractBook = NO_CONTRACTS;
  readonly #keys: Map<string, ProviderKey>;

  constructor(
    version: RouteMapVersion,
    private readonly pools: ProviderPools,
    keys: ReadonlyMap<string, ProviderKey>,
  ) {
    this.#version = version;
    this.#snapshot = compileSnapshot(version);
    this.#keys = new Map(keys);
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
    const snapshot = compileSnapshot(version, this.#contracts);
    this.#version = version;
    this.#snapshot = snapshot;
    this.#forgetMovedKeys();
    this.#fitPools();
  }

  get contracts(): ContractBook {
    return this.#contracts;
  }

  /** From the next request on, the contract worksheets say this. */
  publishContracts(contracts: ContractBook): void {
    this.#snapshot = compileSnapshot(this.#version, contracts);
    this.#contracts = contracts;
    this.#fitPools();
  }

  /** From the next call on, the provider is called with this key, as long as it is at the key's host. */
  useKey(provider: string, key: ProviderKey): void {
    this.#keys.set(provider, key);
    this.#fitPools();
  }

  /** A provider that moved to another host and back needs its key entered anew: the kept one is deleted with the move. */
  #forgetMovedKeys(): void {
    for (const { id, baseUrl } of this.#snapshot.providers.values()) {
      const known = this.#keys.get(id);
      if (known !== undefined && known.host !== new URL(baseUrl).host) this.#keys.delete(id);
    }
  }

  #fitPools(): void {
    const providers = [...this.#snapshot.providers.values()];
    const usable = providers.flatMap((provider) => {
      const key = this.#keyFor(provider);
      return key === null ? [] : [[provider.id, key] as const];
    });
    this.pools.update(providers, new Map(usable), providersInUse(this.#snapshot));
  }

  /** A key is only ever sent to the host it was entered for. */
  #keyFor(provider: Provider): string | null {
    const known = this.#keys.get(provider.id);
    return known !== undefined && known.host === new URL(provider.baseUrl).host ? known.key : null;
  }
}
