"use client";

import { Button } from "@mantine/core";
import { IconAdjustmentsHorizontal } from "@tabler/icons-react";
import { useState } from "react";
import { RequestStateName } from "@/lib/contract/requests";
import { REASON_CODES } from "@/lib/core/reason-code";
import { SIGNAL_CLASSES } from "@/lib/core/signal-class";
import { FilterSelect } from "../ui/filter-select";
import styles from "./filter-bar.module.css";
import type { RequestChoices } from "./request-choices";
import {
  activeFilters,
  type FilterKey,
  isAbsolute,
  KINDS_ON_DEMAND,
  NO_FILTERS,
  type RequestUrlState,
} from "./request-filters";
import { SpanForm } from "./span-form";

export interface FilterBarProps {
  readonly state: RequestUrlState;
  readonly choices: RequestChoices;
  readonly onChange: (change: Partial<RequestUrlState>) => void;
}

const LABELS: Readonly<Record<FilterKey, string>> = {
  alias: "Alias",
  cohort: "Cohort",
  arm: "Arm",
  route: "Route",
  class: "Class",
  reason: "Reason",
  state: "State",
  kind: "Kind",
};

/** Narrows the list. Every choice is in the address at once; a phone shows the choices on demand. */
export function FilterBar({ state, choices, onChange }: FilterBarProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [isSpanOpen, setIsSpanOpen] = useState(false);
  const active = activeFilters(state);
  const options: Readonly<Record<FilterKey, readonly string[]>> = {
    alias: choices.aliases,
    cohort: choices.cohorts,
    arm: ["stable", "canary"],
    route: choices.routes,
    class: SIGNAL_CLASSES,
    reason: REASON_CODES,
    state: RequestStateName.options,
    kind: KINDS_ON_DEMAND,
  };
  const showsSpan = isSpanOpen || isAbsolute(state);

  return (
    <search className={styles.bar} aria-label="Filter requests">
      <button type="button" className={styles.toggle} aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
        <IconAdjustmentsHorizontal size={16} aria-hidden="true" />
        {active.length === 0 ? "Filters" : `Filters (${active.length})`}
      </button>
      <div className={styles.fields} data-open={isOpen}>
        {(Object.keys(options) as FilterKey[]).map((key) => (
          <FilterSelect
            key={key}
            label={LABELS[key]}
            value={state[key]}
            options={options[key]}
            unset={key === "kind" ? "traffic" : "any"}
            isPageFilter={key === "alias"}
            onChange={(value) => onChange({ [key]: value, cursor: null })}
          />
        ))}
        <div className={styles.actions}>
          {!showsSpan && (
            <Button variant="default" size="xs" onClick={() => setIsSpanOpen(true)}>
              From / to…
            </Button>
          )}
          {active.length > 0 && (
            <Button variant="subtle" size="xs" onClick={() => onChange(NO_FILTERS)}>
              Clear filters
            </Button>
          )}
        </div>
        {showsSpan && (
          <SpanForm
            key={`${state.from}${state.to}`}
            from={state.from}
            to={state.to}
            onChange={(span) => {
              setIsSpanOpen(false);
              onChange({ ...span, cursor: null });
            }}
          />
        )}
      </div>
    </search>
  );
}
