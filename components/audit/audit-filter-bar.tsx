"use client";

import { Button } from "@mantine/core";
import type { FormEvent } from "react";
import { AUDIT_OUTCOMES } from "@/lib/contract/audit";
import { AUDIT_ACTIONS } from "@/lib/contract/audit-actions";
import { fromUtcInput, toUtcInput } from "../requests/utc-input";
import { FilterInput } from "../ui/filter-input";
import { FilterSelect } from "../ui/filter-select";
import styles from "./audit-filter-bar.module.css";
import { type AuditUrlState, describeAuditFilter, NO_AUDIT_FILTERS } from "./audit-url";

export interface AuditFilterBarProps {
  readonly state: AuditUrlState;
  readonly onChange: (change: Partial<AuditUrlState>) => void;
}

/** Narrows the trail by what was done, how it ended, who did it, to what and when. Names are matched whole. */
export function AuditFilterBar({ state, onChange }: AuditFilterBarProps) {
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const named = (field: string) => String(fields.get(field)).trim() || null;
    const moment = (field: string) => fromUtcInput(String(fields.get(field)));
    onChange({
      actor: named("actor"),
      object: named("object"),
      from: moment("from"),
      to: moment("to"),
      cursor: null,
    });
  }

  return (
    <search aria-label="Filter the audit trail">
      <form className={styles.bar} onSubmit={submit}>
        <FilterSelect
          label="Action"
          value={state.action}
          options={AUDIT_ACTIONS}
          isPageFilter
          onChange={(value) => onChange({ action: AUDIT_ACTIONS.find((name) => name === value) ?? null, cursor: null })}
        />
        <FilterSelect
          label="Outcome"
          value={state.outcome}
          options={AUDIT_OUTCOMES}
          onChange={(value) =>
            onChange({ outcome: AUDIT_OUTCOMES.find((name) => name === value) ?? null, cursor: null })
          }
        />
        <FilterInput
          key={`actor ${state.actor}`}
          label="Actor"
          name="actor"
          defaultValue={state.actor ?? ""}
          isActive={state.actor !== null}
          maxLength={120}
        />
        <FilterInput
          key={`object ${state.object}`}
          label="Object"
          name="object"
          defaultValue={state.object ?? ""}
          placeholder="alias:…"
          isActive={state.object !== null}
          maxLength={120}
        />
        <FilterInput
          key={`from ${state.from}`}
          label="From (UTC)"
          type="datetime-local"
          step={1}
          name="from"
          defaultValue={toUtcInput(state.from)}
          isActive={state.from !== null}
        />
        <FilterInput
          key={`to ${state.to}`}
          label="To (UTC)"
          type="datetime-local"
          step={1}
          name="to"
          defaultValue={toUtcInput(state.to)}
          isActive={state.to !== null}
        />
        <Button type="submit" variant="default" size="xs">
          Filter
        </Button>
        {describeAuditFilter(state) !== "" && (
          <Button variant="subtle" size="xs" onClick={() => onChange(NO_AUDIT_FILTERS)}>
            Clear filters
          </Button>
        )}
      </form>
    </search>
  );
}
