"use client";

import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { rollbackQuery } from "@/lib/client/rollback-queries";
import type { RollbackVerification } from "@/lib/contract/rollback";
import { QueryState } from "../query-state";
import { FactList } from "../requests/fact-list";
import { PageHeading } from "../ui/page-heading";
import { Panel } from "../ui/panel";
import { StatusBadge } from "../ui/status-badge";
import { CheckList } from "./check-list";
import { ROLLBACK_STATUS } from "./check-status";
import { LedgerLinks } from "./ledger-links";
import { MomentList } from "./moment-list";
import { ReasonForm } from "./reason-form";
import { rollbackFacts } from "./rollback-facts";
import styles from "./rollback-view.module.css";
import { UndoForm } from "./undo-form";

/** One rollback: whether it did what it was for, check by check, what happened meanwhile, and why it was made. */
export function RollbackView({ id }: { readonly id: string }) {
  const query = useQuery(rollbackQuery(id));
  return (
    <QueryState query={query} subject={`Rollback ${id}`} skeleton={<Skeleton height={560} radius={10} />}>
      {(rollback) => (
        <>
          <PageHeading title={titleOf(rollback)}>
            <span className={styles.status} role="status">
              <StatusBadge status={ROLLBACK_STATUS[rollback.state].kind} label={ROLLBACK_STATUS[rollback.state].word} />
              <span>{rollback.sentence}</span>
            </span>
          </PageHeading>
          <div className={styles.row}>
            <Panel title="Did it take effect?" note="Time counts from in force" isFlush>
              <CheckList rollback={rollback} />
            </Panel>
            <div className={styles.column}>
              <Panel title="What was rolled back?">
                <FactList facts={rollbackFacts(rollback)} />
                <LedgerLinks rollback={rollback} />
              </Panel>
              <Panel title="Why was it rolled back?">
                <ReasonForm rollback={rollback} />
              </Panel>
              <UndoPanel rollback={rollback} />
            </div>
          </div>
          <Panel title="What happened?" note="Newest first" isFlush className={styles.timeline}>
            <MomentList moments={rollback.timeline} />
          </Panel>
        </>
      )}
    </QueryState>
  );
}

function titleOf({ is_whole_map: isAll, aliases, restores }: RollbackVerification): string {
  const what = isAll ? "The whole route map" : aliases.join(", ");
  return restores === null ? `${what} rolled back to its stable routes` : `${what} rolled back to v${restores}`;
}

/** Once the checks are over; a whole map goes forward again alias by alias. */
function UndoPanel({ rollback }: { readonly rollback: RollbackVerification }) {
  const [alias] = rollback.aliases;
  if (alias === undefined || rollback.state === "running" || rollback.is_whole_map) return null;
  return (
    <Panel title="Was it wrong?">
      <UndoForm alias={alias} toVersion={rollback.abandoned_version} />
    </Panel>
  );
}
