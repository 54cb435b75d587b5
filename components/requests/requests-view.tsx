"use client";

import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useEffect, useRef } from "react";
import { requestsQuery } from "@/lib/client/queries";
import { QueryState } from "../query-state";
import { ExportButtons } from "../ui/export-buttons";
import { PageHeading } from "../ui/page-heading";
import { FilterBar } from "./filter-bar";
import { histogramLayout } from "./histogram-layout";
import { LazyRequestDrawer } from "./lazy-request-drawer";
import type { RequestChoices } from "./request-choices";
import {
  absoluteSearch,
  type RequestUrlState,
  requestExportPath,
  requestParsers,
  toRequestFilter,
} from "./request-filters";
import { RequestHistogram } from "./request-histogram";
import { RequestTail } from "./request-tail";
import { requestsHeadline } from "./requests-headline";
import styles from "./requests-view.module.css";
import { requestRowId } from "./trace-id";

const HEADING_ID = "requests-heading";

/** What is asked for, how many requests there were, each with its chain, and one of them in the drawer. */
export function RequestsView({ choices }: { readonly choices: RequestChoices }) {
  const [state, setState] = useQueryStates(requestParsers, { history: "push" });
  const query = useQuery(requestsQuery(toRequestFilter(state)));
  const list = query.data;

  const change = (next: Partial<RequestUrlState>) => void setState(next);
  const show = (req: string) => void setState({ req }, { history: state.req === null ? "push" : "replace" });
  const link = () => new URL(list ? absoluteSearch(state, list) : location.search, location.href.split("?")[0]).href;
  useWindowWins(state, change);

  return (
    <>
      <PageHeading
        id={HEADING_ID}
        title={requestsHeadline(state, list)}
        actions={list && <ExportButtons pathOf={(format) => requestExportPath(state, list, format)} />}
      />
      <section className={styles.panel} aria-labelledby={HEADING_ID}>
        <FilterBar state={state} choices={choices} onChange={change} />
        <QueryState query={query} subject="Requests" skeleton={<Skeleton height={480} radius={0} />}>
          {(answer) => (
            <>
              {answer.histogram !== null && (
                <RequestHistogram
                  histogram={histogramLayout(answer, answer.histogram)}
                  onPick={(span) => change({ ...span, cursor: null })}
                />
              )}
              <RequestTail
                list={answer}
                isPreviousAnswer={query.isPlaceholderData}
                state={state}
                link={link}
                alias={choices.aliases[0]}
                onChange={change}
                onShow={show}
              />
            </>
          )}
        </QueryState>
      </section>
      <LazyRequestDrawer
        traceId={state.req}
        link={link}
        onClose={() => change({ req: null })}
        onClosed={(traceId) =>
          (document.getElementById(requestRowId(traceId)) ?? document.getElementById(HEADING_ID))?.focus()
        }
      />
    </>
  );
}

/** Choosing a window in the header leaves the absolute span that stood in its way. */
function useWindowWins({ window, from, to }: RequestUrlState, change: (next: Partial<RequestUrlState>) => void): void {
  const previous = useRef(window);
  useEffect(() => {
    if (previous.current === window) return;
    previous.current = window;
    if (from !== null || to !== null) change({ from: null, to: null, cursor: null });
  }, [window, from, to, change]);
}
