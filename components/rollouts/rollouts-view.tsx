"use client";

import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { type RolloutScope, rolloutsQuery } from "@/lib/client/rollout-queries";
import { QueryState } from "../query-state";
import { ConsoleLink } from "../ui/console-link";
import { EmptyState } from "../ui/empty-state";
import { PageHeading } from "../ui/page-heading";
import { TabBar } from "../ui/tab-bar";
import { RolloutList } from "./rollout-list";
import { rolloutsHeadline } from "./rollouts-headline";
import { rolloutsParsers } from "./rollouts-url";
import styles from "./rollouts-view.module.css";

const TABS = [
  { value: "open", label: "Open" },
  { value: "all", label: "All" },
] as const;

/** Every guarded move of traffic: where it stands, why, and who acts next. */
export function RolloutsView() {
  const [{ show }, setState] = useQueryStates(rolloutsParsers, { history: "push" });
  const query = useQuery(rolloutsQuery(show));
  const open = useQuery(rolloutsQuery("open"));
  return (
    <>
      <PageHeading title={open.data === undefined ? "Rollouts" : rolloutsHeadline(open.data.rollouts)}>
        A rollout moves cohorts to the canary in stages. Its gates hold or roll back by themselves; widening waits for
        evidence and an approver.
      </PageHeading>
      <TabBar label="Rollouts" value={show} tabs={TABS} onChange={(next) => void setState({ show: next })} />
      <QueryState query={query} subject="The rollouts" skeleton={<Skeleton height={280} radius={10} />}>
        {({ rollouts }) => (
          <section className={styles.panel} aria-label="Rollouts" data-refetching={query.isPlaceholderData}>
            {rollouts.length === 0 ? <NoRollouts scope={show} /> : <RolloutList rollouts={rollouts} />}
          </section>
        )}
      </QueryState>
    </>
  );
}

function NoRollouts({ scope }: { readonly scope: RolloutScope }) {
  return (
    <EmptyState title={scope === "open" ? "No rollout is open." : "There has been no rollout yet."}>
      Start one on the page of an alias that has a canary: <ConsoleLink href="/aliases">open the aliases</ConsoleLink>.
    </EmptyState>
  );
}
