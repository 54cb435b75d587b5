"use client";

import type { ContractList, ContractSheetView, RouteContractView } from "@/lib/contract/contract-sheet";
import { EmptyState } from "../ui/empty-state";
import { Panel } from "../ui/panel";
import { StatusBadge } from "../ui/status-badge";
import { Timestamp } from "../ui/timestamp";
import type { ContractsUrlState } from "./contracts-url";
import { WorksheetRow } from "./worksheet-row";
import styles from "./worksheet-tab.module.css";

export interface WorksheetTabProps {
  readonly list: ContractList;
  readonly state: ContractsUrlState;
  readonly onChange: (next: Partial<ContractsUrlState>) => void;
}

/** One worksheet at a time, the routes that depend on it, and who changed what. */
export function WorksheetTab({ list, state, onChange }: WorksheetTabProps) {
  const sheet = shownSheet(list.sheets, state);
  if (sheet === null) return <EmptyState title="The active version has no provider." />;
  const routes = list.routes.filter(({ provider, endpoints }) => isOn(sheet, provider, endpoints));
  return (
    <div className={styles.layout}>
      <nav className={styles.sheets} aria-label="Worksheets">
        {list.sheets.map((one) => (
          <button
            key={`${one.provider}:${one.endpoint}`}
            type="button"
            className={styles.sheet}
            aria-current={one === sheet ? "true" : undefined}
            onClick={() => onChange({ provider: one.provider, endpoint: one.endpoint, row: null })}
          >
            <span className={styles.name}>{one.provider}</span>
            <span className={styles.quiet}>
              {one.endpoint} · {progressOf(one)}
            </span>
          </button>
        ))}
      </nav>
      <div className={styles.main}>
        <Panel title={`${sheet.provider} · ${sheet.endpoint}`} note={startedFrom(sheet)} isFlush>
          <ul className={styles.rows}>
            {sheet.rows.map((row) => (
              <WorksheetRow
                key={row.row}
                sheet={sheet}
                row={row}
                isEditing={state.row === row.row}
                onEdit={(isOpen) => onChange({ row: isOpen ? row.row : null })}
              />
            ))}
          </ul>
        </Panel>
        <Panel title="Which routes depend on it?" isFlush>
          <RouteStandings routes={routes} />
        </Panel>
        <Panel title="Who changed what?" note="newest first" isFlush>
          <History sheet={sheet} />
        </Panel>
      </div>
    </div>
  );
}

function shownSheet(sheets: readonly ContractSheetView[], state: ContractsUrlState): ContractSheetView | null {
  const ofProvider = sheets.filter(({ provider }) => provider === state.provider);
  return ofProvider.find(({ endpoint }) => endpoint === state.endpoint) ?? ofProvider[0] ?? sheets[0] ?? null;
}

function isOn(sheet: ContractSheetView, provider: string, endpoints: RouteContractView["endpoints"]): boolean {
  return provider === sheet.provider && endpoints.includes(sheet.endpoint);
}

function progressOf({ open_rows: open, stale_rows: stale }: ContractSheetView): string {
  if (open > 0) return `${open} to verify`;
  return stale > 0 ? `${stale} stale` : "verified";
}

function startedFrom({ started_from: from, revision }: ContractSheetView): string {
  const origin = { cometapi: "published facts of CometAPI", openai: "published facts of OpenAI", empty: "empty" }[from];
  return revision === 0 ? `starting values: ${origin}` : `revision ${revision}`;
}

function RouteStandings({ routes }: { readonly routes: readonly RouteContractView[] }) {
  if (routes.length === 0) return <EmptyState title="No route uses it." />;
  return (
    <ul className={styles.lines}>
      {routes.map(({ route, is_eligible, basis, sentence, aliases }) => (
        <li key={route}>
          <StatusBadge
            status={is_eligible ? (basis === "contract" ? "healthy" : "waiting") : "degraded"}
            label={is_eligible ? (basis === "contract" ? "Eligible" : "By the file") : "Not eligible"}
          />
          <span>
            <code>{route}</code> {sentence} <span className={styles.quiet}>Used by {aliases.join(", ")}.</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function History({ sheet }: { readonly sheet: ContractSheetView }) {
  if (sheet.history.length === 0) return <EmptyState title="Nobody has changed this worksheet yet." />;
  return (
    <ul className={styles.lines}>
      {sheet.history.map((entry) => (
        <li key={`${entry.at} ${entry.row} ${entry.text}`}>
          <Timestamp at={entry.at} withDay />
          <span>
            {entry.actor}: {entry.text}
            {entry.before !== null && entry.after !== null && entry.before.value !== entry.after.value && (
              <span className={styles.change}>
                <del>{entry.before.value || "nothing"}</del> <ins>{entry.after.value || "nothing"}</ins>
              </span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
