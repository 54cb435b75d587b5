import type { LedgerFigures } from "@/db/store";
import type { AttentionItem } from "@/lib/contract/overview";
import type { RouteMapContent, RouteMapVersionSummary } from "@/lib/contract/route-map";
import { isExpired } from "@/lib/core/expiry";
import { printCount } from "@/lib/core/print-quantity";
import { isExposed } from "@/lib/core/rollback-target";
import type { BreakerView } from "./context";
import { isoTimeOrNull } from "./iso-time";
import type { SummarizedAlias } from "./summarize-alias";

/** A change this long before trouble started is worth naming as its suspect. */
const SUSPECT_MS = 15 * 60_000;
/** Trouble is known to the minute, so a change in its first minute may still have come before it. */
const MINUTE_MS = 60_000;

export interface AttentionInput {
  readonly content: RouteMapContent;
  readonly aliases: readonly SummarizedAlias[];
  readonly lastChanges: ReadonlyMap<string, RouteMapVersionSummary>;
  readonly breakers: ReadonlyMap<string, BreakerView>;
  readonly ledger: LedgerFigures;
  /** Why the gateway takes no new requests; null while it does. */
  readonly shedding: string | null;
  /** Epoch milliseconds. */
  readonly nowMs: number;
}

const RANK: Readonly<Record<AttentionItem["status"], number>> = { failing: 0, degraded: 1, waiting: 2 };

/** What a person should look at, worst first, each with the one thing to do next. `aliases` come worst first. */
export function listAttention(input: AttentionInput): AttentionItem[] {
  const items = [
    ...recordingItems(input.ledger),
    ...sheddingItems(input.shedding),
    ...ownerItems(input),
    ...input.aliases.flatMap((one) => aliasItems(one, input)),
    ...expiredItems(input),
  ];
  return worstAttentionFirst(items);
}

/** What fails first, what waits last; otherwise in the order given. */
export function worstAttentionFirst(items: readonly AttentionItem[]): AttentionItem[] {
  return [...items].sort((left, right) => RANK[left.status] - RANK[right.status]);
}

function aliasItems({ summary, status }: SummarizedAlias, input: AttentionInput): AttentionItem[] {
  if (status.status !== "failing" && status.status !== "degraded") return [];
  const section = input.content.aliases[summary.alias];
  const isCanaryExposed = section !== undefined && isExposed(section);
  const canRollBack = status.status === "failing" && isCanaryExposed && summary.rollback_to !== null;
  return [
    {
      alias: summary.alias,
      status: status.status,
      text: `${status.reason}${suspect(status.sinceMs, input.lastChanges.get(summary.alias))}`,
      since: isoTimeOrNull(status.sinceMs),
      action:
        canRollBack && summary.rollback_to !== null
          ? { kind: "roll_back", to_version: summary.rollback_to }
          : openAlias(summary.alias),
    },
  ];
}

/** A key or account that a provider refuses: no retry and no fallback helps, its owner has to act. */
function ownerItems({ content, breakers }: AttentionInput): AttentionItem[] {
  return [...breakers].flatMap(([route, breaker]) => {
    const alias = Object.keys(content.aliases).find((name) => content.aliases[name]?.routes[route] !== undefined);
    const provider = alias === undefined ? undefined : content.aliases[alias]?.routes[route]?.provider;
    if (!breaker.needsOwner || alias === undefined || provider === undefined) return [];
    const text = `${provider} refuses the key or account of route ${route}: its owner has to act`;
    return [
      {
        alias: null,
        status: "failing" as const,
        text,
        since: isoTimeOrNull(breaker.sinceMs),
        action: openAlias(alias),
      },
    ];
  });
}

function recordingItems(ledger: LedgerFigures): AttentionItem[] {
  if (ledger.state === "recording") return [];
  const text = `Recording is degraded: ${printCount(ledger.queued)} entries wait, ${printCount(ledger.refused)} were refused`;
  const action = { kind: "open", href: "/requests", label: "Open requests" } as const;
  return [{ alias: null, status: "failing", text, since: isoTimeOrNull(ledger.committedAtMs), action }];
}

function sheddingItems(reason: string | null): AttentionItem[] {
  if (reason === null) return [];
  const text = `New requests are refused as overloaded: ${reason}`;
  const action = { kind: "open", href: "/requests", label: "Open requests" } as const;
  return [{ alias: null, status: "failing", text, since: null, action }];
}

/** An alias past its day goes on as it is: routing never changes because a day is over. Its owner decides. */
function expiredItems({ content, nowMs }: AttentionInput): AttentionItem[] {
  return Object.entries(content.aliases)
    .filter(([, section]) => isExpired(section.expires_at, nowMs))
    .map(([alias, { expires_at, owner }]) => ({
      alias,
      status: "waiting" as const,
      text: `${alias} expired on ${expires_at} and is still served: ${owner} renews or removes it`,
      since: null,
      action: openAlias(alias),
    }));
}

function suspect(sinceMs: number | null, change: RouteMapVersionSummary | undefined): string {
  if (sinceMs === null || change === undefined || change.action === "initialised") return "";
  const changedMs = Date.parse(change.created_at);
  const isNear = changedMs >= sinceMs - SUSPECT_MS && changedMs <= sinceMs + MINUTE_MS;
  return isNear ? `, suspect: ${change.author}, ${change.summary} (v${change.version})` : "";
}

function openAlias(alias: string): AttentionItem["action"] {
  return { kind: "open", href: `/aliases/${encodeURIComponent(alias)}`, label: `Open ${alias}` };
}
