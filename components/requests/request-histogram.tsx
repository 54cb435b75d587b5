"use client";

import { type PointerEvent, useState } from "react";
import { formatCount } from "../ui/format-count";
import { formatDuration } from "../ui/format-duration";
import { formatTime } from "../ui/format-time";
import type { Histogram, HistogramColumn } from "./histogram-layout";
import styles from "./request-histogram.module.css";

export interface RequestHistogramProps {
  readonly histogram: Histogram;
  /** Narrows the page to one column. The From and To fields do the same without a pointer. */
  readonly onPick: (span: { readonly from: string; readonly to: string }) => void;
}

/** How many requests ended well and how many failed, over time. */
export function RequestHistogram({ histogram, onPick }: RequestHistogramProps) {
  const { bucketMs, columns, marks, top, succeeded, failed } = histogram;
  const [pointed, setPointed] = useState<number | null>(null);
  const shown = pointed === null ? undefined : columns[pointed];

  function columnUnder(event: PointerEvent<HTMLButtonElement>): number {
    const box = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    return Math.min(columns.length - 1, Math.max(0, Math.floor(share * columns.length)));
  }

  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>
        {shown ? (
          <span className="mono">
            {formatTime(shown.from)}–{formatTime(shown.to)}
          </span>
        ) : (
          <span>Requests per {formatDuration(bucketMs)}</span>
        )}
        <Key className={styles.succeededKey} label="succeeded" count={shown?.succeeded ?? succeeded} />
        <Key className={styles.failedKey} label="failed" count={shown?.failed ?? failed} />
      </figcaption>
      <div className={styles.chart}>
        <span className={styles.top} aria-hidden="true">
          {formatCount(top)}
        </span>
        <Bars
          columns={columns}
          pointed={pointed}
          summary={`${formatCount(succeeded)} succeeded, ${formatCount(failed)} failed`}
        />
        <button
          type="button"
          tabIndex={-1}
          className={styles.hit}
          aria-label="Narrow the list to the column under the pointer"
          onPointerMove={(event) => setPointed(columnUnder(event))}
          onPointerLeave={() => setPointed(null)}
          onClick={() => shown && onPick({ from: shown.from, to: shown.to })}
        />
      </div>
      <Axis marks={marks} />
    </figure>
  );
}

interface BarsProps {
  readonly columns: readonly HistogramColumn[];
  readonly pointed: number | null;
  readonly summary: string;
}

function Bars({ columns, pointed, summary }: BarsProps) {
  return (
    <svg
      className={styles.bars}
      viewBox={`0 0 ${columns.length} 100`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`Requests over time: ${summary}`}
    >
      {columns.map((column, index) => (
        <g key={column.from} opacity={pointed === null || pointed === index ? 1 : 0.45}>
          <rect
            className={styles.succeeded}
            x={index + 0.1}
            width={0.8}
            y={100 - column.succeededPercent}
            height={column.succeededPercent}
          />
          <rect
            className={styles.failed}
            x={index + 0.1}
            width={0.8}
            y={100 - column.succeededPercent - column.failedPercent}
            height={column.failedPercent}
          />
        </g>
      ))}
    </svg>
  );
}

function Axis({ marks }: { readonly marks: readonly string[] }) {
  return (
    <div className={styles.axis} aria-hidden="true">
      {marks.map((mark) => (
        <span key={mark}>{mark}</span>
      ))}
    </div>
  );
}

function Key({
  className,
  label,
  count,
}: {
  readonly className: string | undefined;
  readonly label: string;
  readonly count: number;
}) {
  return (
    <span className={styles.key}>
      <span className={className} aria-hidden="true" />
      {formatCount(count)} {label}
    </span>
  );
}
