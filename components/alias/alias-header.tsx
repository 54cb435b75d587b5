"use client";

import { ConsoleLink } from "@/components/ui/console-link";
import { LiveStatusBadge } from "@/components/ui/live-status-badge";
import { Timestamp } from "@/components/ui/timestamp";
import { VersionLink } from "@/components/ui/version-link";
import { useIsStale } from "@/lib/client/use-live";
import type { CanaryView } from "@/lib/contract/canary";
import type { AliasSummary } from "@/lib/contract/overview";
import type { ChartMarker } from "@/lib/contract/traffic";
import styles from "./alias-header.module.css";

export interface AliasHeaderProps {
  readonly alias: string;
  readonly summary: AliasSummary | null;
  readonly canary: CanaryView | null;
  readonly markers: readonly ChartMarker[];
}

/** The alias, its health in one word and one sentence, and the change that may have to do with it. */
export function AliasHeader({ alias, summary, canary, markers }: AliasHeaderProps) {
  const lastChange = markers.findLast((marker) => marker.kind !== "breaker");
  return (
    <div>
      <nav className={styles.crumbs} aria-label="Breadcrumb">
        <ConsoleLink href="/aliases">Aliases</ConsoleLink> /
      </nav>
      <div className={styles.name}>
        <h1>{alias}</h1>
        {summary !== null && <LiveStatusBadge status={summary.status} />}
      </div>
      {summary !== null && <StatusSentence summary={summary} />}
      <p className={styles.facts}>
        {lastChange !== undefined && (
          <span>
            Last change <Timestamp at={lastChange.at} />, {lastChange.label}
          </span>
        )}
        {canary !== null && (
          <>
            <span>
              <VersionLink version={canary.active_version} /> active
              {canary.changed_in_version !== canary.active_version && (
                <>
                  , this alias unchanged since <VersionLink version={canary.changed_in_version} />
                </>
              )}
            </span>
            <span>owner {canary.owner}</span>
            <ConsoleLink href={`/rollbacks?alias=${encodeURIComponent(alias)}`}>Rollbacks</ConsoleLink>
            {canary.expires_at !== null && <span>review by {canary.expires_at}</span>}
          </>
        )}
      </p>
    </div>
  );
}

/** Stale data is said in the past tense. */
function StatusSentence({ summary }: { readonly summary: AliasSummary }) {
  const isStale = useIsStale();
  return (
    <p className={styles.sentence}>{isStale ? `Last known: ${summary.status_reason}.` : `${summary.status_reason}.`}</p>
  );
}
