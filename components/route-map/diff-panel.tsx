"use client";

import { SegmentedControl, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { routeMapDiffQuery } from "@/lib/client/queries";
import { QueryState } from "../query-state";
import { CopyButton } from "../ui/copy-button";
import { Panel } from "../ui/panel";
import styles from "./diff-panel.module.css";
import { RawDiff } from "./raw-diff";
import type { ComparedPair, RouteMapUrlState } from "./route-map-url";
import { SemanticDiff } from "./semantic-diff";

export interface DiffPanelProps {
  readonly pair: ComparedPair;
  readonly form: RouteMapUrlState["diff"];
  readonly onForm: (form: RouteMapUrlState["diff"]) => void;
  /** Absolute address of this comparison. */
  readonly link: () => string;
}

/** Two versions compared, in plain words or as the diff of their YAML. */
export function DiffPanel({ pair, form, onForm, link }: DiffPanelProps) {
  const query = useQuery({
    ...routeMapDiffQuery(pair.from, pair.to),
    // The title names both versions at once, so another pair's differences must not stand under it.
    placeholderData: () => undefined,
  });
  return (
    <Panel
      title={`What changed from v${pair.from} to v${pair.to}?`}
      isFlush
      actions={
        <>
          <SegmentedControl
            size="xs"
            classNames={{ root: styles.forms, indicator: styles.chosen }}
            aria-label="Form of the differences"
            value={form}
            onChange={(value) => onForm(value === "raw" ? "raw" : "words")}
            data={[
              { value: "words", label: "Plain words" },
              { value: "raw", label: "Raw" },
            ]}
          />
          <CopyButton label="Copy link" value={link} />
        </>
      }
    >
      <QueryState query={query} subject="The comparison" skeleton={<Skeleton height={140} radius={0} />}>
        {(diff) => (form === "raw" ? <RawDiff unified={diff.raw} /> : <SemanticDiff entries={diff.entries} />)}
      </QueryState>
    </Panel>
  );
}
