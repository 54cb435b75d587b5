"use client";

import { Button } from "@mantine/core";
import { whyNotAllowed } from "@/lib/client/permissions";
import type { DrillCard } from "@/lib/contract/drill";
import { useSession } from "../shell/session-context";
import { ConsoleLink } from "../ui/console-link";
import { formatDuration } from "../ui/format-duration";
import { Timestamp } from "../ui/timestamp";
import styles from "./drill-catalogue.module.css";
import { DrillStateBadge } from "./drill-state-badge";

export interface DrillCatalogueProps {
  readonly drills: readonly DrillCard[];
  readonly isOneRunning: boolean;
  readonly onRun: (drill: DrillCard) => void;
}

/** Every drill: what it proves, about how long it takes, how it went last. */
export function DrillCatalogue({ drills, isOneRunning, onRun }: DrillCatalogueProps) {
  const { principal } = useSession();
  const obstacle =
    whyNotAllowed(principal, "drill.run") ?? (isOneRunning ? "A drill is running; one at a time." : null);
  return (
    <>
      {obstacle !== null && <p className={styles.obstacle}>{obstacle}</p>}
      <ul>
        {drills.map((drill) => (
          <li key={drill.id} className={styles.row}>
            <div className={styles.words}>
              <b>{drill.title}</b>
              <p>{drill.proves}</p>
            </div>
            <div className={styles.last}>
              <LastRun drill={drill} />
            </div>
            <span className={styles.about}>about {formatDuration(drill.about_ms)}</span>
            <Button
              variant="default"
              size="xs"
              disabled={obstacle !== null}
              title={obstacle ?? undefined}
              aria-label={`Run drill: ${drill.title}`}
              onClick={() => onRun(drill)}
            >
              Run drill
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}

function LastRun({ drill: { last_run } }: { readonly drill: DrillCard }) {
  if (last_run === null) return <span className={styles.never}>never run</span>;
  return (
    <ConsoleLink href={`/drills/runs/${last_run.id}`} className={styles.lastLink}>
      <DrillStateBadge state={last_run.state} />
      <span className={styles.when}>
        <Timestamp at={last_run.started_at} withDay /> {last_run.alias}
      </span>
    </ConsoleLink>
  );
}
