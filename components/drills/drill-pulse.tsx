import type { DrillRunView } from "@/lib/contract/drill";
import { ABORT_ABOVE_SHARE } from "@/lib/core/drill-abort";
import { formatCount } from "../ui/format-count";
import { formatDuration } from "../ui/format-duration";
import { formatPercent, percentOf } from "../ui/format-percent";
import { Panel } from "../ui/panel";
import { Timestamp } from "../ui/timestamp";
import styles from "./drill-pulse.module.css";
import { type PulseBar, type PulseLayout, type PulseSpan, pulseLayout } from "./pulse-layout";

/** The drill's own calls above, real callers below, on one line of time: what is broken on purpose must not reach them. */
export function DrillPulse({ run }: { readonly run: DrillRunView }) {
  const layout = pulseLayout(run);
  if (layout === null || run.pulse === null) return null;
  const { calls, callers } = layout;
  const { requests, failures } = run.real_traffic;
  const ownWords = `${formatCount(calls.failed)} of ${formatCount(calls.count)} failed`;
  const realWords = `${formatPercent(percentOf(failures, requests))} of ${formatCount(requests)} failed`;
  return (
    <Panel title="What fails, and for whom?" note={`per ${formatDuration(layout.slotMs)}`}>
      <div className={styles.charts}>
        <Strip
          layout={layout}
          title="Provider calls of the drill"
          words={ownWords}
          top={formatCount(calls.top)}
          bars={calls.bars}
          shaded={layout.broken}
        />
        <Strip
          layout={layout}
          title="Requests of real callers"
          words={`${realWords}, limit ${formatPercent(ABORT_ABOVE_SHARE * 100)}`}
          top={formatPercent(callers.topPercent)}
          bars={callers.bars}
          shaded={[]}
          limitAt={callers.limitAt}
        />
      </div>
      <p className={styles.legend}>
        <span>
          <Timestamp at={run.pulse.from} />
        </span>
        <Key name="drill" words="drill running" />
        <Key name="broken" words="fault set" />
        <Key name="served" words="served" />
        <Key name="failed" words="failed" />
        <Key name="limit" words="limit" />
      </p>
    </Panel>
  );
}

interface StripProps {
  readonly layout: PulseLayout;
  readonly title: string;
  readonly words: string;
  /** What the upper edge stands for. */
  readonly top: string;
  readonly bars: readonly PulseBar[];
  readonly shaded: readonly PulseSpan[];
  readonly limitAt?: number;
}

function Strip({ layout: { slotCount, drill }, title, words, top, bars, shaded, limitAt }: StripProps) {
  return (
    <figure className={styles.strip}>
      <figcaption className={styles.caption}>
        {title} <b>{words}</b>
      </figcaption>
      <div className={styles.chart}>
        <span className={styles.top} aria-hidden="true">
          {top}
        </span>
        <svg
          className={styles.drawing}
          viewBox={`0 0 ${slotCount} 100`}
          preserveAspectRatio="none"
          role="img"
          aria-label={`${title} over time: ${words}`}
        >
          <Shade span={drill} className={styles.drill} />
          {shaded.map((span) => (
            <Shade key={span.from} span={span} className={styles.broken} />
          ))}
          {bars.map(({ at, servedPercent, failedPercent }) => (
            <g key={at}>
              <rect className={styles.served} x={at + 0.1} width={0.8} y={100 - servedPercent} height={servedPercent} />
              <rect
                className={styles.failed}
                x={at + 0.1}
                width={0.8}
                y={100 - servedPercent - failedPercent}
                height={failedPercent}
              />
            </g>
          ))}
          {limitAt !== undefined && <line className={styles.limit} x1={0} x2={slotCount} y1={limitAt} y2={limitAt} />}
        </svg>
      </div>
    </figure>
  );
}

function Shade({ span, className }: { readonly span: PulseSpan; readonly className: string | undefined }) {
  return <rect className={className} x={span.from} width={span.to - span.from} y={0} height={100} />;
}

function Key({ name, words }: { readonly name: string; readonly words: string }) {
  return (
    <span className={styles.key}>
      <span className={styles.swatch} data-of={name} />
      {words}
    </span>
  );
}
