"use client";

import { useQuery } from "@tanstack/react-query";
import { runningDrillQuery } from "@/lib/client/drill-queries";
import { ConsoleLink } from "../ui/console-link";
import { Countdown } from "./countdown";
import { drillProgress } from "./drill-progress";
import styles from "./drill-strip.module.css";
import { StopDrillButton } from "./stop-drill-button";

/** Under the header of every page while a drill runs. */
export function DrillStrip() {
  const { data: run } = useQuery(runningDrillQuery());
  if (!run) return null;
  return (
    <section className={styles.strip} aria-label="Running drill">
      <span className={styles.text}>
        <b>Drill running:</b> {run.title} on {run.alias}, {drillProgress(run)}. Synthetic traffic only; it ends by
        itself in <Countdown to={run.hard_end_at} /> at the latest.
      </span>
      <span className={styles.actions}>
        <ConsoleLink href={`/drills/runs/${run.id}`} className={styles.link}>
          Open drill
        </ConsoleLink>
        <StopDrillButton id={run.id} size="compact-sm" />
      </span>
    </section>
  );
}
