"use client";

import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { type ApprovalTab, approvalsQuery } from "@/lib/client/approval-queries";
import { QueryState } from "../query-state";
import panel from "../rollouts/rollouts-view.module.css";
import { EmptyState } from "../ui/empty-state";
import { PageHeading } from "../ui/page-heading";
import { TabBar } from "../ui/tab-bar";
import { ApprovalList } from "./approval-list";
import { approvalsHeadline } from "./approvals-headline";
import { approvalsParsers } from "./approvals-url";

const TABS = [
  { value: "waiting", label: "Waiting" },
  { value: "mine", label: "Asked by me" },
  { value: "decided", label: "Decided" },
] as const;

const EMPTY: Readonly<Record<ApprovalTab, readonly [string, string]>> = {
  waiting: [
    "Nothing waits for a decision.",
    "Widening a canary beyond internal asks for one; it then stands here with its evidence.",
  ],
  mine: [
    "You have not asked for an approval.",
    "Shift traffic on an alias: where an approval is needed, the dialog asks for it.",
  ],
  decided: ["Nothing has been decided yet.", "What was approved, rejected, voided or expired stays here."],
};

/** What operators ask for, what the reader asked for, and how earlier requests ended. */
export function ApprovalsView() {
  const [{ tab }, setState] = useQueryStates(approvalsParsers, { history: "push" });
  const query = useQuery(approvalsQuery(tab));
  const [title, why] = EMPTY[tab];
  return (
    <>
      <PageHeading title={query.data === undefined ? "Approvals" : approvalsHeadline(query.data.waiting_count)}>
        A decision is bound to the evidence it was asked with. If routing, stage or gates move, it is void and has to be
        asked for again.
      </PageHeading>
      <TabBar label="Approvals" value={tab} tabs={TABS} onChange={(next) => void setState({ tab: next })} />
      <QueryState query={query} subject="The approvals" skeleton={<Skeleton height={280} radius={10} />}>
        {({ approvals }) => (
          <section className={panel.panel} aria-label="Approvals" data-refetching={query.isPlaceholderData}>
            {approvals.length === 0 ? (
              <EmptyState title={title}>{why}</EmptyState>
            ) : (
              <ApprovalList approvals={approvals} />
            )}
          </section>
        )}
      </QueryState>
    </>
  );
}
