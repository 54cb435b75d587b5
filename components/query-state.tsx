"use client";

import { Button } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import styles from "./query-state.module.css";

export interface QueryStateProps<T> {
  readonly query: Pick<UseQueryResult<T>, "data" | "error" | "isFetching" | "refetch">;
  /** What could not be loaded, for the sentence: "Latency". */
  readonly subject: string;
  /** Same size as the answer, so that nothing jumps. */
  readonly skeleton?: ReactNode;
  readonly children: (data: T) => ReactNode;
}

/**
 * The states of one panel's question. Old data stays up while new data loads and when a refresh fails; a failure stays
 * in its panel, says what happened and offers Retry.
 */
export function QueryState<T>({ query, subject, skeleton = null, children }: QueryStateProps<T>) {
  if (query.data === undefined && query.error === null) return skeleton;
  return (
    <>
      {query.error !== null && (
        <div className={styles.problem} role="status">
          <span>
            <b>{query.data === undefined ? `${subject} could not be loaded.` : `${subject} could not be refreshed.`}</b>{" "}
            {query.error.message}
          </span>
          <Button variant="default" size="compact-sm" loading={query.isFetching} onClick={() => void query.refetch()}>
            Retry
          </Button>
        </div>
      )}
      {query.data !== undefined && children(query.data)}
    </>
  );
}
