import { BREAKER_ORDERS, type BreakerOrder, BreakerOverrideBody } from "@/lib/contract/breaker";
import type { BreakerOverride } from "@/lib/core/breaker";
import type { ControlContext } from "./context";

/** An order about a route's breaker as it is kept; `automatic` once it has ended. */
export interface KeptOverride extends BreakerOverrideBody {
  readonly route: string;
  readonly order: BreakerOrder;
  readonly revision: number;
}

/** More overrides at once than anybody keeps in mind. */
const MOST_OVERRIDES = 500;
const IN_FORCE = BREAKER_ORDERS.filter((order) => order !== "automatic");

/** The orders in force, by route; those past their time are still among them. */
export async function overridesInForce(context: ControlContext): Promise<ReadonlyMap<string, KeptOverride>> {
  const records = await context.store.control.records({
    kind: "breaker_override",
    states: IN_FORCE,
    limit: MOST_OVERRIDES,
  });
  return new Map(records.map((record) => [record.id, keptOverride(record)]));
}

/** The last order about a route, also when it has ended; null when there never was one. */
export async function lastOverride(context: ControlContext, route: string): Promise<KeptOverride | null> {
  const record = await context.store.control.record("breaker_override", route);
  return record === null ? null : keptOverride(record);
}

/** What the breaker is put into. */
export function breakerStateOf(order: BreakerOrder): BreakerOverride {
  return order === "automatic" ? "closed" : order;
}

/** The figures of an order for events and charts. */
export function overrideDetail({ by, reason }: Pick<BreakerOverrideBody, "by" | "reason">): string {
  return reason === null ? `ordered by ${by}` : `${by}: ${reason}`;
}

function keptOverride(record: { id: string; state: string; revision: number; body: unknown }): KeptOverride {
  const order = BREAKER_ORDERS.find((known) => known === record.state) ?? "automatic";
  return { ...BreakerOverrideBody.parse(record.body), route: record.id, order, revision: record.revision };
}
