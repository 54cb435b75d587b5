import type { AliasSection, RouteMapVersion } from "@/lib/contract/route-map";
import type { DrillDefinition, DrillId, DrillNeed } from "@/lib/core/drill";
import { DRILLS } from "@/lib/core/drill-catalogue";
import type { DrillFinding, DrillScene } from "@/lib/core/drill-facts";
import { isExposed, rollbackTargetAfterChange } from "@/lib/core/rollback-target";
import type { ControlContext } from "./context";
import { findAlias } from "./find-alias";
import { readActiveVersion } from "./read-active-version";
import { standingOf, standingSentence } from "./route-contract";

/** What a rollback of the alias would put in force now, as a version to route by. */
export interface RolledBack {
  readonly version: RouteMapVersion;
  readonly section: AliasSection;
}

/** A drill bound to an alias of the active version. */
export interface DrillPlan {
  readonly drill: DrillDefinition;
  readonly active: RouteMapVersion;
  readonly section: AliasSection;
  readonly scene: DrillScene;
  /** Null when the alias has no version to go back to. */
  readonly rolledBack: RolledBack | null;
}

/** Reads what the drill will rehearse. Throws `ControlRefusal` 404 for an unknown alias. */
export async function planDrill(context: ControlContext, id: DrillId, alias: string): Promise<DrillPlan> {
  const active = await readActiveVersion(context);
  const section = findAlias(active, alias);
  const rolledBack = await rolledBackVersion(context, active, alias, section);
  const { primary, fallbacks } = section;
  const scene: DrillScene = {
    alias,
    primary,
    fallbacks,
    candidate: section.canary?.route ?? fallbacks[0] ?? null,
    rollback: rolledBack === null ? null : { version: rolledBack.version.version, primary: rolledBack.section.primary },
    capacityVerified: fallbacks.filter((route) => section.routes[route]?.capacity_verified),
    streamPolicy: section.stream_policy,
    deadlineMs: section.budget.deadline_ms,
    prices: Object.fromEntries(
      Object.entries(section.routes).map(([route, { price }]) => [
        route,
        price === null ? null : { inputPerMtok: price.input_per_mtok, outputPerMtok: price.output_per_mtok },
      ]),
    ),
  };
  return { drill: DRILLS[id], active, section, scene, rolledBack };
}

/** What has to hold before a drill starts, by its needs and for every drill. */
export function preconditionsOf(context: ControlContext, plan: DrillPlan): readonly DrillFinding[] {
  const { section, active, scene, drill } = plan;
  const ledger = context.ledger().state;
  return [
    {
      expected: `v${active.version} is active when the drill starts`,
      seen: `v${context.active().version} is active`,
      isPassed: context.active().version === active.version,
    },
    { expected: "the ledger records", seen: `it is ${ledger}`, isPassed: ledger === "recording" },
    {
      expected: `${scene.alias} may be called for practice: it is not marked side_effects`,
      seen: section.side_effects ? "it is marked side_effects" : "it is not marked",
      isPassed: !section.side_effects,
    },
    ...drill.needs.flatMap((need) => (need === "contract" ? worksheets(context, plan) : needFinding(need, plan))),
  ];
}

/** Of every route the drill reaches: what its worksheet leaves open, by name. */
function worksheets(context: ControlContext, { scene, section }: DrillPlan): readonly DrillFinding[] {
  const routes = new Set([scene.primary, ...scene.fallbacks, ...(scene.candidate === null ? [] : [scene.candidate])]);
  return [...routes].flatMap((route): DrillFinding[] => {
    const definition = section.routes[route];
    if (definition === undefined) return [];
    const standing = standingOf(definition, context.contracts.book());
    const open = standing.openRows.map(({ endpoint, row }) => `${endpoint} ${row}`);
    return [
      {
        expected: `the contract of ${route} allows production traffic`,
        seen: [standingSentence(standing), ...(open.length === 0 ? [] : [`Open: ${open.join(", ")}.`])].join(" "),
        isPassed: standing.isEligible,
      },
    ];
  });
}

function needFinding(need: Exclude<DrillNeed, "contract">, { scene, section, rolledBack }: DrillPlan): DrillFinding {
  switch (need) {
    case "fallback": {
      const { fallbacks } = scene;
      const seen = fallbacks.length === 0 ? "it has none" : fallbacks.join(", ");
      return { expected: "the alias has a fallback route", seen, isPassed: fallbacks.length > 0 };
    }
    case "candidate": {
      const { candidate } = scene;
      const seen = candidate ?? "it has none";
      return { expected: "the alias has a canary route or a fallback", seen, isPassed: candidate !== null };
    }
    case "rollback_target": {
      const seen = rolledBack === null ? "it is not" : `it is v${rolledBack.version.version}`;
      return { expected: "the version to go back to is known", seen, isPassed: rolledBack !== null };
    }
    case "streaming": {
      const isStreaming = section.routes[section.primary]?.capabilities.streaming ?? false;
      return { expected: "the primary streams", seen: isStreaming ? "it does" : "it does not", isPassed: isStreaming };
    }
  }
}

/** The target a shift of this alias would get: the version before its canary was exposed, or the one at rest now. */
async function rolledBackVersion(
  context: ControlContext,
  active: RouteMapVersion,
  alias: string,
  section: AliasSection,
): Promise<RolledBack | null> {
  const target = rollbackTargetAfterChange(section, active.version);
  if (target === null) return null;
  const from = isExposed(section) ? await context.store.routeMap.version(target) : active;
  const restored = from?.content.aliases[alias];
  if (!from || restored === undefined) return null;
  const content = {
    ...active.content,
    providers: { ...from.content.providers, ...active.content.providers },
    aliases: { ...active.content.aliases, [alias]: restored },
  };
  return { version: { ...active, version: target, content }, section: restored };
}
