import type { Window } from "@/lib/contract/common";
import type { Overview } from "@/lib/contract/overview";
import type { RouteMapVersion } from "@/lib/contract/route-map";
import { printSetPercent } from "@/lib/core/print-quantity";
import { isExposed } from "@/lib/core/rollback-target";
import type { ControlContext } from "./context";
import { readDriftItems } from "./drift-items";
import { isoTime } from "./iso-time";
import { exposingChangeOf, lastChangeOf } from "./last-change";
import { listAttention, worstAttentionFirst } from "./list-attention";
import { overviewHeadline, overviewSubline } from "./overview-sentence";
import { rollbackPlanOf } from "./rollback-plan";
import { readRolloutNews } from "./rollout-news";
import { type SummarizedAlias, summarizeAlias } from "./summarize-alias";

const RECENT_CHANGES = 6;
const WORST_FIRST = ["failing", "degraded", "healthy", "no_data"];

/** The console's first page: one sentence, what needs a person, every alias worst first, what runs, what changed. */
export async function readOverview(context: ControlContext, window: Window): Promise<Overview> {
  const nowMs = context.nowMs();
  const active = context.active();
  const [aliases, canaries, news, drift, changes, dataUntilMs, lastChanges] = await Promise.all([
    summarizeAll(context, active, window, nowMs),
    runningCanaries(context, active),
    readRolloutNews(context),
    readDriftItems(context),
    context.store.reports.recentChanges(RECENT_CHANGES),
    context.store.reports.dataUntil(),
    lastChangesOf(context, active),
  ]);
  const ledger = context.ledger();
  const breakers = context.breakers();
  const found = listAttention({
    content: active.content,
    aliases,
    lastChanges,
    breakers,
    ledger,
    shedding: context.shedding(),
    nowMs: context.nowMs(),
  });
  const attention = worstAttentionFirst([...found, ...news.attention, ...drift]);
  const running = [...news.running, ...canaries.filter(({ alias }) => alias === null || !news.aliases.has(alias))];
  const counts = {
    runningCanaries: canaries.length,
    standingRollouts: news.standing,
    waitingApprovals: news.waitingApprovals,
    routesNeedingOwner: routesIn(active).filter((route) => breakers.get(route)?.needsOwner === true).length,
    isRecordingDegraded: ledger.state === "degraded",
  };
  return {
    window,
    at: isoTime(nowMs),
    data_until: isoTime(dataUntilMs),
    headline: overviewHeadline(aliases, counts),
    subline: overviewSubline(aliases, active.version, attention.length > 0),
    attention,
    aliases: aliases.map(({ summary }) => summary),
    running,
    changes,
    ledger: {
      accepted: ledger.accepted,
      recorded: ledger.recorded,
      refused: ledger.refused,
      queue: ledger.queued,
    },
  };
}

function routesIn(active: RouteMapVersion): string[] {
  return [...new Set(Object.values(active.content.aliases).flatMap((section) => Object.keys(section.routes)))];
}

async function summarizeAll(
  context: ControlContext,
  active: RouteMapVersion,
  window: Window,
  nowMs: number,
): Promise<SummarizedAlias[]> {
  const activities = await context.store.reports.aliasActivity(window, nowMs);
  const byAlias = new Map(activities.map((activity) => [activity.alias, activity]));
  const summarized = await Promise.all(
    Object.entries(active.content.aliases).map(async ([alias, section]) => {
      const rollback = await rollbackPlanOf(context, active, alias);
      const breaker = context.breakers().get(section.primary) ?? null;
      return summarizeAlias(alias, section, byAlias.get(alias) ?? null, rollback, breaker, nowMs);
    }),
  );
  return summarized.sort(worstFirst);
}

function worstFirst(left: SummarizedAlias, right: SummarizedAlias): number {
  const rank = (one: SummarizedAlias) => WORST_FIRST.indexOf(one.status.status);
  return (
    rank(left) - rank(right) ||
    right.failedRequests - left.failedRequests ||
    right.summary.requests - left.summary.requests ||
    (left.summary.alias < right.summary.alias ? -1 : 1)
  );
}

async function runningCanaries(context: ControlContext, active: RouteMapVersion): Promise<Overview["running"]> {
  const exposed = Object.entries(active.content.aliases).filter(([, section]) => isExposed(section));
  return Promise.all(
    exposed.map(async ([alias, section]) => {
      const shares = Object.entries(section.canary?.cohorts ?? {})
        .filter(([, percent]) => percent > 0)
        .map(([cohort, percent]) => `${printSetPercent(percent)} of ${cohort}`);
      const change = await exposingChangeOf(context, active, alias);
      const text = `${section.canary?.route ?? "The canary"} takes ${shares.join(", ")}`;
      return { text, alias, since: change?.created_at ?? null };
    }),
  );
}

async function lastChangesOf(context: ControlContext, active: RouteMapVersion) {
  const names = Object.keys(active.content.aliases);
  const changes = await Promise.all(names.map((alias) => lastChangeOf(context, active, alias)));
  return new Map(changes.map((change, index) => [names[index] ?? "", change]));
}
