"use client";

import { Button, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { QueryState } from "@/components/query-state";
import { EmptyState } from "@/components/ui/empty-state";
import { formatDuration } from "@/components/ui/format-duration";
import { Panel } from "@/components/ui/panel";
import { openDialog } from "@/lib/client/dialogs";
import { canaryQuery, trafficQuery } from "@/lib/client/queries";
import { rolloutsQuery } from "@/lib/client/rollout-queries";
import { useWindow } from "@/lib/client/use-view";
import type { CanaryView } from "@/lib/contract/canary";
import { ArmComparison } from "./arm-comparison";
import { armFigures } from "./arm-figures";
import styles from "./canary-panel.module.css";
import { CohortShares } from "./cohort-shares";
import { RolloutButton } from "./rollout-button";
import { RolloutLine } from "./rollout-line";

/** How far the canary is exposed, set against measured, and how it does beside stable. */
export function CanaryPanel({ alias }: { readonly alias: string }) {
  const query = useQuery(canaryQuery(alias));
  return (
    <QueryState query={query} subject="The canary" skeleton={<Skeleton height={330} radius={10} />}>
      {(canary) => (
        <Panel
          title="Canary"
          note={canary.canary_route === null ? "none" : `actual over ${formatDuration(canary.actual_window_ms)}`}
        >
          {canary.canary_route === null ? <NoCanary canary={canary} /> : <CanaryAnswer canary={canary} />}
        </Panel>
      )}
    </QueryState>
  );
}

function CanaryAnswer({ canary }: { readonly canary: CanaryView }) {
  const [window] = useWindow();
  const { data: traffic } = useQuery(trafficQuery(canary.alias, window, ["arm"]));
  const { alias, canary_route, stable_route } = canary;
  const { data: open } = useQuery(rolloutsQuery("open"));
  const rollout = open?.rollouts.find((candidate) => candidate.alias === alias) ?? null;
  return (
    <div className={styles.answer}>
      <p className={styles.routes}>
        <code className={styles.stable}>{stable_route}</code> → <code className={styles.canary}>{canary_route}</code>
      </p>
      <CohortShares cohorts={canary.cohorts} />
      {rollout !== null && <RolloutLine rollout={rollout} />}
      {traffic !== undefined && <ArmComparison figures={armFigures(traffic)} window={traffic.window} />}
      <div className={styles.actions}>
        <Button variant="default" aria-haspopup="dialog" onClick={() => openDialog({ kind: "shift", alias })}>
          Shift…
        </Button>
        <RolloutButton alias={alias} rollout={rollout} />
      </div>
    </div>
  );
}

function NoCanary({ canary }: { readonly canary: CanaryView }) {
  return (
    <EmptyState title={`v${canary.active_version} has no canary for this alias.`}>
      Every cohort is on {canary.stable_route}. A canary route is named in a new route map version.
    </EmptyState>
  );
}
