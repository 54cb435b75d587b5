"use client";

import { VisuallyHidden } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { Panel } from "@/components/ui/panel";
import styles from "./chart-frame.module.css";

export interface ChartFrameProps {
  /** The question the chart answers. */
  readonly title: string;
  readonly note: string;
  /** The answer in one sentence, for those who do not see the chart. */
  readonly summary: string;
  readonly controls?: ReactNode;
  readonly chart: ReactNode;
  /** The same numbers as a table. */
  readonly table: ReactNode;
  readonly legend: ReactNode;
}

/** A chart's panel: the question, the drawing at a height that never changes, its words and its table. */
export function ChartFrame({ title, note, summary, controls, chart, table, legend }: ChartFrameProps) {
  const [isTable, setIsTable] = useState(false);
  return (
    <Panel
      title={title}
      note={<span className={styles.note}>{note}</span>}
      actions={
        <>
          {controls}
          <button type="button" className={styles.toggle} onClick={() => setIsTable(!isTable)}>
            {isTable ? "Show as chart" : "Show as table"}
          </button>
        </>
      }
    >
      <div className={styles.frame}>
        <VisuallyHidden component="p">{summary}</VisuallyHidden>
        {isTable ? <div className={styles.table}>{table}</div> : <div className={styles.canvas}>{chart}</div>}
        {legend}
      </div>
    </Panel>
  );
}
