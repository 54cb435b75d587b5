"use client";

import { useQuery } from "@tanstack/react-query";
import { StatusBadge } from "@/components/ui/status-badge";
import type { StatusKind } from "@/components/ui/status-shape";
import { routeMapVersionQuery } from "@/lib/client/queries";
import type { TargetHealthView } from "@/lib/contract/canary";
import styles from "./dialog.module.css";

const STATUS: Readonly<Record<TargetHealthView["state"], { readonly kind: StatusKind; readonly word: string }>> = {
  healthy: { kind: "healthy", word: "Healthy" },
  cold: { kind: "no_data", word: "Cold" },
  failing: { kind: "failing", word: "Failing" },
};

export interface TargetHealthProps {
  readonly alias: string;
  readonly health: TargetHealthView | null;
  /** A version chosen by hand, whose first route may be another one; null for the server's own choice. */
  readonly toVersion: number | null;
}

/** How the route one goes back to is doing. It warns and never blocks: where one is may be worse. */
export function TargetHealth({ alias, health, toVersion }: TargetHealthProps) {
  const { data: chosen } = useQuery({ ...routeMapVersionQuery(toVersion ?? 1), enabled: toVersion !== null });
  const isOther = toVersion !== null && chosen?.content.aliases[alias]?.primary !== health?.route;
  if (health === null || isOther) return null;
  const { kind, word } = STATUS[health.state];
  return (
    <div className={styles.health}>
      <p>
        <StatusBadge status={kind} label={word} /> <span>{health.summary}</span>
      </p>
      {health.warning !== null && <p className={styles.warning}>{health.warning} You can roll back all the same.</p>}
    </div>
  );
}
