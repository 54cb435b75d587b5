"use client";

import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { FilterInput } from "../ui/filter-input";
import styles from "./filter-bar.module.css";
import { fromUtcInput, toUtcInput } from "./utc-input";

export interface Span {
  readonly from: string | null;
  readonly to: string | null;
}

/** A span of time by its two ends, in UTC whatever zone the browser is in. Nothing changes until it is sent. */
export function SpanForm({ from, to, onChange }: Span & { readonly onChange: (span: Span) => void }) {
  const [problem, setProblem] = useState<string | null>(null);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const span = { from: fromUtcInput(String(fields.get("from"))), to: fromUtcInput(String(fields.get("to"))) };
    if (span.from !== null && span.to !== null && span.from >= span.to) {
      setProblem("From must be before to.");
      return;
    }
    onChange(span);
  }

  return (
    <form className={styles.span} onSubmit={submit}>
      <FilterInput
        label="From (UTC)"
        type="datetime-local"
        step={1}
        name="from"
        defaultValue={toUtcInput(from)}
        isActive={from !== null}
      />
      <FilterInput
        label="To (UTC)"
        type="datetime-local"
        step={1}
        name="to"
        defaultValue={toUtcInput(to)}
        isActive={to !== null}
      />
      <Button type="submit" variant="default" size="xs">
        Show this span
      </Button>
      <Button variant="subtle" size="xs" onClick={() => onChange({ from: null, to: null })}>
        {from === null && to === null ? "Keep the window" : "Back to the window"}
      </Button>
      {problem && (
        <p className={styles.problem} role="status">
          {problem}
        </p>
      )}
    </form>
  );
}
