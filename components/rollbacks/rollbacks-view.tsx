"use client";

import { Button, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { rollbacksQuery } from "@/lib/client/rollback-queries";
import { QueryState } from "../query-state";
import { EmptyState } from "../ui/empty-state";
import { PageHeading } from "../ui/page-heading";
import { Panel } from "../ui/panel";
import { RollbackList } from "./rollback-list";
import styles from "./rollback-list.module.css";
import { rollbacksParsers } from "./rollbacks-url";

/** Every rollback, newest first: what went back, by whom, how fast, and whether the checks after it held. */
export function RollbacksView() {
  const [{ alias, cursor }, setState] = useQueryStates(rollbacksParsers, { history: "push" });
  const query = useQuery(rollbacksQuery(alias, cursor));
  return (
    <>
      <PageHeading
        title={alias === null ? "Rollbacks" : `Rollbacks of ${alias}`}
        actions={
          alias !== null && (
            <Button variant="default" onClick={() => void setState({ alias: null, cursor: null })}>
              Show all aliases
            </Button>
          )
        }
      >
        Each is checked by itself for up to five minutes. Open one for its checks, its reason and the way forward again.
      </PageHeading>
      <Panel title="Did they take effect?" note="newest first; time from the press to in force" isFlush>
        <QueryState query={query} subject="The rollbacks" skeleton={<Skeleton height={220} radius={0} />}>
          {({ rollbacks, next_cursor: next }) => (
            <>
              {rollbacks.length === 0 ? (
                <EmptyState title={cursor === null ? "Nothing was rolled back yet." : "Nothing older."}>
                  <p>A rollback takes two presses on the page of any alias, and stands here from then on.</p>
                </EmptyState>
              ) : (
                <RollbackList rollbacks={rollbacks} />
              )}
              {(cursor !== null || next !== null) && (
                <footer className={styles.foot}>
                  {cursor !== null && (
                    <Button variant="default" onClick={() => void setState({ cursor: null })}>
                      Newest
                    </Button>
                  )}
                  {next !== null && (
                    <Button variant="default" onClick={() => void setState({ cursor: Number(next) })}>
                      Older
                    </Button>
                  )}
                </footer>
              )}
            </>
          )}
        </QueryState>
      </Panel>
    </>
  );
}
