"use client";

import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { costQuery } from "@/lib/client/contract-queries";
import type { CostCandidate, CostComparison } from "@/lib/contract/model-catalogue";
import { QueryState } from "../query-state";
import { DataTable } from "../ui/data-table";
import { formatCost } from "../ui/format-cost";
import { formatCount } from "../ui/format-count";
import { Panel } from "../ui/panel";
import { QuietSelect } from "../ui/quiet-select";
import styles from "./probes-tab.module.css";

export interface CostPanelProps {
  readonly alias: string;
  readonly aliases: readonly string[];
  readonly onAlias: (alias: string) => void;
}

/** What the alias's mean request costs on its own routes and on every candidate, before one is added. */
export function CostPanel({ alias, aliases, onAlias }: CostPanelProps) {
  const query = useQuery(costQuery(alias, "24h"));
  return (
    <QueryState query={query} subject="The cost comparison" skeleton={<Skeleton height={280} radius={10} />}>
      {(comparison) => (
        <Panel
          title="What would a fallback cost?"
          note={mixText(comparison)}
          isFlush
          actions={
            <QuietSelect
              isSmall
              label="Alias"
              value={alias}
              options={aliases.map((value) => ({ value, label: value }))}
              onChange={onAlias}
            />
          }
        >
          <DataTable caption={`Cost of a thousand requests of ${comparison.alias} by candidate`} stacks>
            <thead>
              <tr>
                <th scope="col">Candidate</th>
                <th scope="col">Provider</th>
                <th scope="col">Role</th>
                <th scope="col" data-align="end">
                  1,000 requests
                </th>
                <th scope="col" data-align="end">
                  Against primary
                </th>
                <th scope="col">Price from</th>
              </tr>
            </thead>
            <tbody>
              {comparison.candidates.map((candidate) => (
                <tr key={`${candidate.provider} ${candidate.route ?? ""} ${candidate.model}`}>
                  <td>
                    <code>{candidate.route ?? candidate.model}</code>
                    {candidate.route !== null && <span className={styles.quiet}> {candidate.model}</span>}
                  </td>
                  <td data-label="Provider">{candidate.provider}</td>
                  <td data-label="Role">{candidate.role}</td>
                  <td data-align="end" data-label="1,000 requests">
                    {formatCost(candidate.cost_per_1k_requests)}
                  </td>
                  <td data-align="end" data-label="Against primary">
                    {timesText(candidate)}
                  </td>
                  <td data-label="Price from">{candidate.price_source}</td>
                </tr>
              ))}
            </tbody>
          </DataTable>
        </Panel>
      )}
    </QueryState>
  );
}

function mixText({ mix }: CostComparison): string {
  if (mix === null) return "no request with token counts in the last 24 h, so nothing can be compared";
  const tokens = `${formatCount(Math.round(mix.input_tokens))} tokens in, ${formatCount(Math.round(mix.output_tokens))} out`;
  return `mean request of the last 24 h: ${tokens}, n ${formatCount(mix.requests)}`;
}

function timesText({ times_primary: times, role }: CostCandidate): string {
  if (times === null) return "–";
  return role === "primary" ? "1×" : `${times.toFixed(2)}×`;
}
