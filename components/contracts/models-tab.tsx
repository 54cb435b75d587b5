"use client";

import { Button, Skeleton } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { OrderFailure } from "@/components/alias/order-failure";
import { useSession } from "@/components/shell/session-context";
import { announce } from "@/lib/client/announce";
import { modelsQuery, refreshModelsMutation } from "@/lib/client/contract-queries";
import { whyNotAllowed } from "@/lib/client/permissions";
import type { CatalogueModel, ModelList } from "@/lib/contract/model-catalogue";
import { QueryState } from "../query-state";
import { DataTable } from "../ui/data-table";
import { EmptyState } from "../ui/empty-state";
import { formatAge } from "../ui/format-age";
import { formatCost } from "../ui/format-cost";
import { formatCount } from "../ui/format-count";
import { Panel } from "../ui/panel";
import { type ContractsUrlState, shownAlias } from "./contracts-url";
import { CostPanel } from "./cost-panel";
import styles from "./probes-tab.module.css";

export interface ModelsTabProps {
  readonly aliases: readonly string[];
  readonly state: ContractsUrlState;
  readonly onChange: (next: Partial<ContractsUrlState>) => void;
}

/** What a request of an alias would cost elsewhere, and what each provider says it serves. */
export function ModelsTab({ aliases, state, onChange }: ModelsTabProps) {
  const query = useQuery(modelsQuery());
  const alias = shownAlias(state, aliases);
  return (
    <div className={styles.stack}>
      {alias !== null && <CostPanel alias={alias} aliases={aliases} onAlias={(next) => onChange({ alias: next })} />}
      <QueryState query={query} subject="The lists of models" skeleton={<Skeleton height={320} radius={10} />}>
        {({ catalogues }) =>
          catalogues.map((catalogue) => <Catalogue key={catalogue.provider} catalogue={catalogue} />)
        }
      </QueryState>
    </div>
  );
}

type CatalogueView = ModelList["catalogues"][number];

function Catalogue({ catalogue }: { readonly catalogue: CatalogueView }) {
  const { provider, models, failure, skipped } = catalogue;
  const { principal } = useSession();
  const refresh = useMutation({
    ...refreshModelsMutation(),
    onSuccess: ({ models: read, failure: why }) => announce(why ?? `${read.length} models of ${provider}`),
  });
  const mayRefresh = whyNotAllowed(principal, "catalogue.refresh") === null;
  return (
    <Panel
      title={`What does ${provider} list?`}
      note={ageText(catalogue)}
      isFlush
      actions={
        mayRefresh && (
          <Button
            variant="default"
            size="compact-sm"
            className={styles.order}
            loading={refresh.isPending}
            onClick={() => refresh.mutate(provider)}
          >
            Read models of {provider}
          </Button>
        )
      }
    >
      {refresh.error !== null && (
        <div className={styles.failure}>
          <OrderFailure error={refresh.error} />
        </div>
      )}
      {failure !== null && (
        <p className={styles.failure}>
          The last reading failed: {failure}. {models.length > 0 && "Below is the list before it."}
        </p>
      )}
      {models.length === 0 ? (
        <EmptyState title="Nothing was read yet.">
          <p>A list says what a provider offers. Only a probe says that a model answers.</p>
        </EmptyState>
      ) : (
        <ModelTable models={models} provider={provider} skipped={skipped} />
      )}
    </Panel>
  );
}

function ModelTable({
  models,
  provider,
  skipped,
}: {
  readonly models: readonly CatalogueModel[];
  readonly provider: string;
  readonly skipped: number;
}) {
  return (
    <>
      <DataTable caption={`Models of ${provider}`}>
        <thead>
          <tr>
            <th scope="col">Model</th>
            <th scope="col">Vendor</th>
            <th scope="col">Endpoints</th>
            <th scope="col" data-align="end">
              Context
            </th>
            <th scope="col" data-align="end">
              Input / M tokens
            </th>
            <th scope="col" data-align="end">
              Output / M tokens
            </th>
          </tr>
        </thead>
        <tbody>
          {models.map((model) => (
            <tr key={model.id}>
              <td>
                <code>{model.id}</code>
              </td>
              <td>{model.vendor ?? "–"}</td>
              <td>{model.endpoints.join(", ") || "–"}</td>
              <td data-align="end">{model.context_length === null ? "–" : formatCount(model.context_length)}</td>
              <td data-align="end">{formatCost(model.price?.input_per_mtok ?? null)}</td>
              <td data-align="end">{formatCost(model.price?.output_per_mtok ?? null)}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      {skipped > 0 && <p className={styles.failure}>{skipped} entries could not be understood and are left out.</p>}
    </>
  );
}

function ageText({ age_ms: ageMs, path, models }: CatalogueView): string {
  if (ageMs === null) return "never read";
  return `${formatCount(models.length)} models, read ${formatAge(ageMs)} ago at ${path ?? "the provider"}`;
}
