import type { AliasSection } from "@/lib/contract/route-map";
import { INTERNAL_COHORT } from "@/lib/core/rollout-stages";
import type { ControlContext } from "./context";
import { ControlRefusal } from "./refusal";
import { openRowsOf, standingOf, standingSentence } from "./route-contract";

/**
 * Throws 409 when more of a cohort would go to a canary route whose contract is not verified, with the rows and where to
 * verify them. `internal` may try it: that is how a contract is learned. Taking traffic away is never refused.
 */
export function refuseOpenContract(
  context: ControlContext,
  section: AliasSection,
  shift: { readonly cohort: string; readonly from: number; readonly to: number },
): void {
  const route = section.canary?.route;
  const definition = route === undefined ? undefined : section.routes[route];
  if (route === undefined || definition === undefined || shift.to <= shift.from || shift.cohort === INTERNAL_COHORT) {
    return;
  }
  const standing = standingOf(definition, context.contracts.book());
  if (standing.isEligible) return;
  const where = `/contracts?tab=worksheet&provider=${encodeURIComponent(definition.provider)}`;
  throw new ControlRefusal(
    "conflict",
    `${route}: ${standingSentence(standing)} Only ${INTERNAL_COHORT} may be sent to it.`,
    {
      route,
      basis: standing.basis,
      open_rows: openRowsOf(standing),
      href: where,
    },
  );
}
