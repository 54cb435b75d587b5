"use client";

import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useQueryStates } from "nuqs";
import { contractsQuery, probesQuery } from "@/lib/client/contract-queries";
import type { ContractList } from "@/lib/contract/contract-sheet";
import { assertNever } from "@/lib/core/assert-never";
import { QueryState } from "../query-state";
import { PageHeading } from "../ui/page-heading";
import { TabBar } from "../ui/tab-bar";
import { contractsHeadline } from "./contracts-headline";
import { CONTRACT_TABS, type ContractsUrlState, type ContractTab, contractsParsers } from "./contracts-url";
import { WorksheetTab } from "./worksheet-tab";

// Only the tab of the address is loaded with the page.
const MatrixTab = dynamic(() => import("./matrix-tab").then((module) => module.MatrixTab));
const ModelsTab = dynamic(() => import("./models-tab").then((module) => module.ModelsTab));
const ProbesTab = dynamic(() => import("./probes-tab").then((module) => module.ProbesTab));

const TAB_LABELS: Readonly<Record<ContractTab, string>> = {
  worksheet: "Worksheet",
  matrix: "Contract × route",
  probes: "Probes",
  models: "Models and cost",
};

/** What is known of each provider's API, who verified it, and whether the probes still find it true. */
export function ContractsView({ aliases }: { readonly aliases: readonly string[] }) {
  const [state, setState] = useQueryStates(contractsParsers, { history: "push" });
  const query = useQuery(contractsQuery());
  const probes = useQuery(probesQuery());
  const change = (next: Partial<ContractsUrlState>) => void setState(next);
  return (
    <QueryState query={query} subject="The contracts" skeleton={<Skeleton height={560} radius={10} />}>
      {(list) => (
        <>
          <PageHeading title={contractsHeadline(list, probes.data)}>
            What each provider promises, with its source and who checked it. A required row nobody verified keeps a
            route from production traffic.
          </PageHeading>
          <TabBar
            label="Parts of the contracts"
            value={state.tab}
            tabs={CONTRACT_TABS.map((tab) => ({ value: tab, label: TAB_LABELS[tab] }))}
            onChange={(tab) => change({ tab, row: null })}
          />
          <TabContent list={list} state={state} aliases={aliases} onChange={change} />
        </>
      )}
    </QueryState>
  );
}

interface TabContentProps {
  readonly list: ContractList;
  readonly state: ContractsUrlState;
  readonly aliases: readonly string[];
  readonly onChange: (next: Partial<ContractsUrlState>) => void;
}

function TabContent({ list, state, aliases, onChange }: TabContentProps) {
  switch (state.tab) {
    case "worksheet":
      return <WorksheetTab list={list} state={state} onChange={onChange} />;
    case "matrix":
      return <MatrixTab />;
    case "probes":
      return <ProbesTab state={state} onChange={onChange} />;
    case "models":
      return <ModelsTab aliases={aliases} state={state} onChange={onChange} />;
    default:
      return assertNever(state.tab);
  }
}
