import type { Store } from "@/db/store";
import type { RouteMapVersion } from "@/lib/contract/route-map";
import type { Principal } from "@/lib/contract/session";
import { changeAlias } from "@/lib/control/change-alias";
import { sectionWithShares } from "@/lib/control/commit-step";
import { compileSnapshot } from "@/lib/control/compile-snapshot";
import type { ControlContext } from "@/lib/control/context";
import { findAlias } from "@/lib/control/find-alias";
import { LIVE_HUB_DEFAULTS, LiveHub } from "@/lib/control/live-hub";
import { rollBack } from "@/lib/control/roll-back";
import { shiftCohort } from "@/lib/control/shift-cohort";
import { type ContractBook, NO_CONTRACTS } from "@/lib/core/contract-terms";
import { printSetPercent } from "@/lib/core/print-quantity";
import { INTERNAL_COHORT } from "@/lib/core/rollout-stages";
import type { RoutingSnapshot } from "@/lib/core/routing-snapshot";
import { exerciseRollback, exerciseRollbacks } from "./exercise-rollbacks";
import { verifyDemoContracts } from "./verify-demo-contracts";

const OPERATOR: Principal = {
  kind: "person",
  id: "demo-operator",
  name: "Demo operator",
  email: "operator@demo.local",
  roles: ["operator"],
};
const MINUTE_MS = 60_000;

type PastChange = {
  readonly minutesAgo: number;
  readonly alias: string;
  readonly reason: string;
} & ({ readonly kind: "shift"; readonly cohort: string; readonly percent: number } | { readonly kind: "roll_back" });

/**
 * One canary that went well with staff, hurt customers, was rolled back and is being tried again; and one that was
 * widened a few minutes ago and has been hurting since.
 */
const CHANGES: readonly PastChange[] = [
  shift(318, "support-summary-v3", "internal", 10, "Start the canary with our own staff."),
  shift(244, "support-summary-v3", "internal", 50, "No difference in an hour; more of the staff."),
  shift(186, "search-answer-v2", "general", 5, "Cheaper route for search, small share first."),
  shift(137, "support-summary-v3", "general", 25, "Staff saw no difference for two hours."),
  {
    kind: "roll_back",
    minutesAgo: 121,
    alias: "support-summary-v3",
    reason: "Streams break off for customers on comet-large.",
  },
  shift(88, "search-answer-v2", "general", 10, "5 % was quiet for an hour and a half."),
  shift(64, "support-summary-v3", "internal", 25, "Provider confirmed the fix; staff first again."),
  shift(10, "search-answer-v2", "general", 40, "10 % was quiet for more than an hour."),
];

/** Which map was in force from when on. */
export interface PastVersion {
  readonly fromMs: number;
  readonly snapshot: RoutingSnapshot;
}

/**
 * Makes the changes of the last hours through the verbs people use, each at its own past moment, so that versions,
 * audit rows and chart markers are real. Returns the versions in order, the first one included.
 */
export async function makePastChanges(store: Store, first: RouteMapVersion, nowMs: number): Promise<PastVersion[]> {
  let active = first;
  let atMs = Date.parse(first.created_at);
  let contracts: ContractBook = NO_CONTRACTS;

  const context: ControlContext = {
    store,
    nowMs: () => atMs,
    active: () => active,
    publish: (version) => {
      active = version;
    },
    admitClients: async () => undefined,
    breakers: () => new Map(),
    versionLoads: () => [],
    closingProviders: () => [],
    ledger: () => store.ledgerFigures(),
    shedding: () => null,
    stageEvidence: async () => null,
    overrideBreaker: () => {},
    contracts: {
      book: () => contracts,
      publish: (book) => {
        contracts = book;
      },
    },
    providers: NO_PROVIDERS,
    live: new LiveHub({ ...LIVE_HUB_DEFAULTS, firstId: 1 }),
    fileContent: () => first.content,
    environment: first.content.environment,
  };
  await verifyDemoContracts(context);
  const versions: PastVersion[] = [{ fromMs: atMs, snapshot: compileSnapshot(first, contracts) }];
  for (const change of CHANGES) {
    atMs = nowMs - change.minutesAgo * MINUTE_MS;
    const { alias, reason } = change;
    if (change.kind === "roll_back") {
      await rollBack(context, OPERATOR, { alias, reason });
    } else {
      await shiftInThePast(context, change);
    }
    versions.push({ fromMs: atMs, snapshot: compileSnapshot(active, contracts) });
  }
  await exerciseRollbacks(context);
  return versions;
}

/** The past is invented: nobody was called in it. */
const NO_PROVIDERS: ControlContext["providers"] = {
  probe: () => Promise.reject(new Error("nobody is called while the past is written")),
  read: async () => ({ kind: "failed", why: "nobody is called while the past is written" }),
  queue: () => {},
};

/**
 * Customers were shifted with an approval that is not part of this history: its evidence would be that of traffic that
 * is made only afterwards. Their way back was rehearsed first, as for anybody. Staff were shifted as anybody would shift them.
 */
async function shiftInThePast(
  context: ControlContext,
  { alias, cohort, percent, reason }: Extract<PastChange, { kind: "shift" }>,
): Promise<void> {
  const base = context.active();
  const section = findAlias(base, alias);
  if (cohort === INTERNAL_COHORT || section.canary === null) {
    await shiftCohort(context, OPERATOR, { alias, reason, cohort, percent, ifMatch: base.version });
    return;
  }
  const before = section.canary.cohorts[cohort] ?? 0;
  const changed = sectionWithShares(section, { [cohort]: percent }, base.version);
  if (changed === null) throw new Error(`${cohort} of ${alias} is at ${percent} % already`);
  const target = changed.rollback_route_version;
  if (target !== null) await exerciseRollback(context, alias, target);
  await changeAlias(context, OPERATOR, base, {
    alias,
    section: changed,
    action: "shifted",
    auditAction: "cohort.shifted",
    restores: null,
    summary: `${cohort} ${printSetPercent(before)} → ${printSetPercent(percent)}`,
    reason,
  });
}

function shift(minutesAgo: number, alias: string, cohort: string, percent: number, reason: string): PastChange {
  return { kind: "shift", minutesAgo, alias, cohort, percent, reason };
}
