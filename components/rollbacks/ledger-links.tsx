import type { RollbackVerification } from "@/lib/contract/rollback";
import { ConsoleLink } from "../ui/console-link";
import styles from "./rollback-view.module.css";

/** As much of the old version's traffic as is worth comparing with. */
const BEFORE_MS = 900_000;

/** The requests behind the figures: those of the old version before the rollback, those of the new one since. */
export function LedgerLinks({ rollback }: { readonly rollback: RollbackVerification }) {
  const { in_force_at: inForceAt, ended_at: endedAt, abandoned_version: before, route_version: after } = rollback;
  if (inForceAt === null) return null;
  const from = new Date(Date.parse(inForceAt) - BEFORE_MS).toISOString();
  const until = endedAt === null ? {} : { to: endedAt };
  return (
    <p className={styles.links}>
      <ConsoleLink href={requestsPath(rollback, { from, to: inForceAt })}>
        Requests until then, by v{before}
      </ConsoleLink>
      <ConsoleLink href={requestsPath(rollback, { from: inForceAt, ...until })}>
        Requests since then, by v{after}
      </ConsoleLink>
    </p>
  );
}

function requestsPath({ aliases, is_whole_map: isAll }: RollbackVerification, span: Record<string, string>): string {
  const alias = aliases[0];
  const search = new URLSearchParams({ ...(isAll || alias === undefined ? {} : { alias }), ...span });
  return `/requests?${search.toString()}`;
}
