import { z } from "zod";
import { ExercisedRollback } from "@/lib/contract/drill";
import type { AliasSection, RouteMapContent, RouteMapVersion } from "@/lib/contract/route-map";
import type { ActivationRefusal } from "@/lib/contract/route-map-draft";
import { activationObjection, raisedExposure, rehearsalHref } from "@/lib/core/activation-rules";
import type { ControlContext } from "./context";
import { ControlRefusal } from "./refusal";
import { refuseOpenContract } from "./refuse-open-contract";
import { sectionHash } from "./section-hash";

/** Passed runs looked through for a proof, newest first. */
const LOOKED_AT_RUNS = 50;

/** The part of a drill run that proves a way back. */
const Proof = z.object({ exercised: ExercisedRollback.nullable() });

/**
 * What stands against putting `content` in force on top of `active`. Empty where the environment does not ask for
 * exercised rollbacks; the setting in force decides, not the one the draft brings.
 */
export async function activationRefusals(
  context: ControlContext,
  active: RouteMapVersion,
  content: RouteMapContent,
): Promise<ActivationRefusal[]> {
  if (active.content.activation.exercised_rollback === "off") return [];
  const found = await Promise.all(
    raisedExposure(active.content, content).map(async (raised) => {
      const target = content.aliases[raised.alias]?.rollback_route_version ?? null;
      return activationObjection(raised, target, await isRollbackExercised(context, raised.alias, target));
    }),
  );
  return found.flatMap((objection) => {
    if (objection === null) return [];
    const { rollbackVersion, cohorts: exposed, ...rest } = objection;
    const href = rest.rule === "rollback_not_exercised" ? rehearsalHref(rest.alias) : null;
    return [{ ...rest, cohorts: [...exposed], rollback_route_version: rollbackVersion, href }];
  });
}

/**
 * Throws 409 with every objection when `content` may not be put in force on top of `active`: more of a cohort above
 * `internal` needs a verified contract and a way back that was exercised. Every commit asks it; orders ask it before.
 */
export async function refuseUnsafeActivation(
  context: ControlContext,
  active: RouteMapVersion,
  content: RouteMapContent,
): Promise<void> {
  for (const [alias, section] of Object.entries(content.aliases)) {
    const before = active.content.aliases[alias]?.canary;
    for (const [cohort, to] of Object.entries(section.canary?.cohorts ?? {})) {
      const isSameRoute = before?.route === section.canary?.route;
      refuseOpenContract(context, section, { cohort, from: isSameRoute ? (before?.cohorts[cohort] ?? 0) : 0, to });
    }
  }
  const refusals = await activationRefusals(context, active, content);
  const [first] = refusals;
  if (first !== undefined) {
    const more = refusals.length === 1 ? "" : ` (and ${refusals.length - 1} more)`;
    const { rule, href } = first;
    throw new ControlRefusal("conflict", `${first.text}${more}`, {
      refusals,
      rule,
      ...(href === null ? {} : { href }),
    });
  }
}

/** The same for one alias whose section would change. */
export function refuseUnsafeSection(
  context: ControlContext,
  active: RouteMapVersion,
  alias: string,
  section: AliasSection,
): Promise<void> {
  const aliases = { ...active.content.aliases, [alias]: section };
  return refuseUnsafeActivation(context, active, { ...active.content, aliases });
}

/** Whether a passed drill proves, still, that the alias can go back to what it is in this version. */
export async function isRollbackExercised(
  context: ControlContext,
  alias: string,
  version: number | null,
): Promise<boolean> {
  if (version === null) return false;
  const section = (await context.store.routeMap.version(version))?.content.aliases[alias];
  if (section === undefined) return false;
  const hash = sectionHash(section);
  const query = { kind: "drill_run", subject: alias, states: ["passed"], limit: LOOKED_AT_RUNS } as const;
  const runs = await context.store.control.records(query);
  return runs.some(({ body }) => {
    const proof = Proof.safeParse(body).data?.exercised ?? null;
    return proof !== null && proof.rollback_section_hash === hash && Date.parse(proof.until) > context.nowMs();
  });
}
