"use client";

import { useQuery } from "@tanstack/react-query";
import { QueryState } from "@/components/query-state";
import { PageHeading } from "@/components/ui/page-heading";
import { Panel } from "@/components/ui/panel";
import { overviewQuery } from "@/lib/client/queries";
import { useWindow } from "@/lib/client/use-view";
import { AliasTable } from "./alias-table";

/** Asks for every alias; the same question as Overview's, so the answer is usually already here. */
export function AliasesPanel() {
  const [window] = useWindow();
  const query = useQuery(overviewQuery(window));
  return (
    <>
      <PageHeading title="Aliases">
        The names callers put in “model”: how each is, whose it is, and where it would roll back to.
      </PageHeading>
      <QueryState query={query} subject="The aliases">
        {({ aliases }) => (
          <Panel title="Which alias needs a look?" note="worst first" isFlush>
            <AliasTable aliases={aliases} isFull />
          </Panel>
        )}
      </QueryState>
    </>
  );
}
