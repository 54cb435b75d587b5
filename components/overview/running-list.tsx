"use client";

import { ConsoleLink } from "@/components/ui/console-link";
import { EmptyState } from "@/components/ui/empty-state";
import { formatAge } from "@/components/ui/format-age";
import { useNow } from "@/lib/client/use-now";
import type { Overview } from "@/lib/contract/overview";
import styles from "./line-list.module.css";

/** Canaries that take traffic. */
export function RunningList({ running, at }: { readonly running: Overview["running"]; readonly at: string }) {
  const nowMs = useNow() ?? Date.parse(at);
  if (running.length === 0) {
    return <EmptyState title="No canary takes traffic.">Every cohort is on its stable route.</EmptyState>;
  }
  return (
    <ul className={styles.list}>
      {running.map(({ alias, since, text, href }) => (
        <li key={`${alias}:${text}`} className={styles.line}>
          <span>
            {alias !== null && (
              <ConsoleLink href={`/aliases/${encodeURIComponent(alias)}`} className={styles.alias}>
                {alias}
              </ConsoleLink>
            )}
            {href === undefined ? (
              text
            ) : (
              <ConsoleLink href={href} className={styles.way}>
                {text}
              </ConsoleLink>
            )}
          </span>
          <span className={styles.end}>{since !== null && `for ${formatAge(nowMs - Date.parse(since))}`}</span>
        </li>
      ))}
    </ul>
  );
}
