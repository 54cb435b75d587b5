import type { AliasRouting } from "../core/routing-snapshot";

/** The requests of one alias that go by one route map version, right now. */
export interface VersionLoad {
  readonly alias: string;
  readonly version: number;
  inFlight: number;
  /** Those of them that wait before their next call. */
  waiting: number;
}

/** Counts what is in flight by alias and route map version. A version nobody goes by any more takes no room. */
export class VersionLoads {
  readonly #loads = new Map<AliasRouting, VersionLoad>();

  /** One request begins to go by `alias` of `version`; hand the load back to `leave` exactly once. */
  enter(alias: AliasRouting, version: number): VersionLoad {
    let load = this.#loads.get(alias);
    if (load === undefined) {
      load = { alias: alias.id, version, inFlight: 0, waiting: 0 };
      this.#loads.set(alias, load);
    }
    load.inFlight++;
    return load;
  }

  leave(alias: AliasRouting, load: VersionLoad): void {
    load.inFlight--;
    if (load.inFlight === 0) this.#loads.delete(alias);
  }

  /** What is in flight now, one entry an alias and version that has any. */
  view(): readonly Readonly<VersionLoad>[] {
    return [...this.#loads.values()].map((load) => ({ ...load }));
  }
}
