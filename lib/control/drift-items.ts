import type { AttentionItem } from "@/lib/contract/overview";
import type { ControlContext } from "./context";
import { routeContracts } from "./read-contracts";
import { lastRun } from "./run-probes";

/** Routes whose last finished probes answered in another shape than the ones before: the contract is to be looked at. */
export async function readDriftItems(context: ControlContext): Promise<AttentionItem[]> {
  const found = await Promise.all(routeContracts(context).map(({ route }) => driftOf(context, route)));
  return found.flat();
}

async function driftOf(context: ControlContext, route: string): Promise<AttentionItem[]> {
  const run = await lastRun(context, route, ["passed", "failed"]);
  const fields = [...new Set((run?.results ?? []).flatMap(({ drift }) => drift.map(({ field }) => field)))];
  const [first] = fields;
  if (run === null || first === undefined) return [];
  const which = fields.length === 1 ? first : `${first} and ${fields.length - 1} more`;
  return [
    {
      alias: null,
      status: "waiting",
      text: `${route} answers in another shape than before: ${which} changed since the probes before`,
      since: run.finished_at,
      action: { kind: "open", href: `/contracts?tab=probes&route=${encodeURIComponent(route)}`, label: "Open probes" },
    },
  ];
}
