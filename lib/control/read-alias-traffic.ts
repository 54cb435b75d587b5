import type { AliasTraffic, TrafficQuery } from "@/lib/contract/traffic";
import type { ControlContext } from "./context";
import { findAlias } from "./find-alias";

/** Figures and series of one alias from the rollups, grouped as asked. Throws 404 for an alias not in the active map. */
export async function readAliasTraffic(
  context: ControlContext,
  input: { readonly alias: string } & TrafficQuery,
): Promise<AliasTraffic> {
  findAlias(context.active(), input.alias);
  return context.store.reports.aliasTraffic(input.alias, input.window, input.by, context.nowMs());
}
