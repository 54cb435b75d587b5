"use client";

import { useQuery } from "@tanstack/react-query";
import { formatPercent } from "@/components/ui/format-percent";
import { trafficQuery } from "@/lib/client/queries";
import { useWindow } from "@/lib/client/use-view";
import { failureDifferences } from "./failure-differences";
import styles from "./routes-panel.module.css";

const MOST = 3;

/** What failed attempts have in common that the others have not. Nothing to say shows nothing. */
export function FailureDifferences({ alias }: { readonly alias: string }) {
  const [window] = useWindow();
  const { data: byArm } = useQuery(trafficQuery(alias, window, ["arm"]));
  const { data: byRoute } = useQuery(trafficQuery(alias, window, ["route"]));
  const differences = failureDifferences(byArm?.groups ?? [], byRoute?.groups ?? []).slice(0, MOST);
  if (differences.length === 0) return null;
  return (
    <div className={styles.differences}>
      <h3>What differs among failures?</h3>
      <ul>
        {differences.map(({ dimension, value, failedShare, otherShare }) => (
          <li key={`${dimension}:${value}`}>
            <span>
              {dimension} <b>{value}</b>
            </span>
            <span>
              {formatPercent(failedShare)}{" "}
              <span className={styles.faint}>vs {formatPercent(otherShare)} of others</span>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
