"use client";

import { Button, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { auditQuery } from "@/lib/client/queries";
import { QueryState } from "../query-state";
import { EmptyState } from "../ui/empty-state";
import { ExportButtons } from "../ui/export-buttons";
import { PageHeading } from "../ui/page-heading";
import { AuditFilterBar } from "./audit-filter-bar";
import { AuditTable } from "./audit-table";
import {
  type AuditUrlState,
  auditExportPath,
  auditParsers,
  describeAuditFilter,
  NO_AUDIT_FILTERS,
  toAuditFilter,
} from "./audit-url";
import styles from "./audit-view.module.css";

/** Every change and every refused attempt, with how to check that no row was altered afterwards. */
export function AuditView() {
  const [state, setState] = useQueryStates(auditParsers, { history: "push" });
  const query = useQuery(auditQuery(toAuditFilter(state)));
  const change = (next: Partial<AuditUrlState>) => void setState(next);
  return (
    <>
      <PageHeading title="Audit" actions={<ExportButtons pathOf={(format) => auditExportPath(state, format)} />}>
        Every change and every refused attempt. Each row's hash covers the row before it; check the whole chain with{" "}
        <code>npm run verify:audit</code>.
      </PageHeading>
      <section className={styles.panel} aria-label="Audit trail">
        <AuditFilterBar state={state} onChange={change} />
        <QueryState query={query} subject="The audit trail" skeleton={<Skeleton height={480} radius={0} />}>
          {({ rows, next_cursor }) => (
            <>
              {rows.length === 0 ? (
                <NoRows state={state} onChange={change} />
              ) : (
                <div className={styles.rows} data-refetching={query.isPlaceholderData}>
                  <AuditTable rows={rows} />
                </div>
              )}
              {(state.cursor !== null || next_cursor !== null) && (
                <footer className={styles.foot}>
                  {state.cursor !== null && (
                    <Button variant="default" onClick={() => change({ cursor: null })}>
                      Newest
                    </Button>
                  )}
                  {next_cursor !== null && (
                    <Button variant="default" onClick={() => change({ cursor: next_cursor })}>
                      Older
                    </Button>
                  )}
                </footer>
              )}
            </>
          )}
        </QueryState>
      </section>
    </>
  );
}

interface NoRowsProps {
  readonly state: AuditUrlState;
  readonly onChange: (change: Partial<AuditUrlState>) => void;
}

function NoRows({ state, onChange }: NoRowsProps) {
  const question = describeAuditFilter(state);
  if (question === "") {
    return <EmptyState title={state.cursor === null ? "Nothing was changed yet." : "Nothing older."} />;
  }
  return (
    <EmptyState title={`No rows match ${question}.`}>
      <p>Names are matched whole: an object is written as “alias:support-summary-v3”.</p>
      <Button variant="default" size="xs" mt={8} onClick={() => onChange(NO_AUDIT_FILTERS)}>
        Clear filters
      </Button>
    </EmptyState>
  );
}
