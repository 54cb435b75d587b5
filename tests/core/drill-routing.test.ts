import { expect, it } from "vitest";
import { chooseCohort } from "@/lib/core/arms";
import { DRILL_CLIENT, DRILL_COHORT } from "@/lib/core/drill";
import { candidateOf, drillRouting } from "@/lib/core/drill-routing";
import type { AliasRouting, RoutingSnapshot } from "@/lib/core/routing-snapshot";
import { aliasWith, routeWith } from "./routing-fixture";

const one = routeWith("one");
const two = routeWith("two");
const alias = (stable: AliasRouting["stable"]) => aliasWith({ id: "support", stable });
const base: RoutingSnapshot = {
  version: 3,
  environment: "test",
  aliases: new Map([["support", alias([one, two])]]),
  providers: new Map(),
  cohorts: [{ id: "general", clients: [], tenants: [], byHeader: false, isDefault: true }],
};

it("only the drill's own client is in its cohort, and only its alias is there", () => {
  const routing = drillRouting(base, "support", { canaryPercent: null, only: null });
  const cohort = chooseCohort(routing, { id: DRILL_CLIENT, tenant: null, mayChooseCohort: false }, null);
  expect(cohort).toBe(DRILL_COHORT);
  expect([...routing.aliases.keys()]).toEqual(["support"]);
  expect(base.cohorts.map(({ id }) => id)).not.toContain(DRILL_COHORT);
});

it("the candidate is the canary route, else the first fallback", () => {
  expect(candidateOf(alias([one, two]))?.id).toBe("two");
  expect(candidateOf(alias([one]))).toBeNull();
  expect(candidateOf({ ...alias([one]), canary: { route: two, percentByCohort: {} } })?.id).toBe("two");
});

it("a share moves the drill cohort and nobody else", () => {
  const routing = drillRouting(base, "support", { canaryPercent: 25, only: null });
  expect(routing.aliases.get("support")?.canary).toEqual({ route: two, percentByCohort: { drill: 25 } });
});

it("one route alone, or an error that names the route that is not there", () => {
  const routing = drillRouting(base, "support", { canaryPercent: null, only: "two" });
  expect(routing.aliases.get("support")?.stable).toEqual([two]);
  expect(() => drillRouting(base, "support", { canaryPercent: null, only: "three" })).toThrow(
    "support has no route three",
  );
  expect(() => drillRouting(base, "other", { canaryPercent: null, only: null })).toThrow("has no alias other");
});
