"use client";

import { useQuery } from "@tanstack/react-query";
import { QueryState } from "@/components/query-state";
import { overviewQuery } from "@/lib/client/queries";
import { useWindow } from "@/lib/client/use-view";
import { OverviewView } from "./overview-view";

/** Asks what Overview shows. */
export function OverviewPanel() {
  const [window] = useWindow();
  const query = useQuery(overviewQuery(window));
  return (
    <QueryState query={query} subject="The overview">
      {(overview) => <OverviewView overview={overview} />}
    </QueryState>
  );
}
