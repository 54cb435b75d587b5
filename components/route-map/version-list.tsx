import type { RouteMapVersionList, RouteMapVersionSummary } from "@/lib/contract/route-map";
import { ConsoleLink } from "../ui/console-link";
import { StatusBadge } from "../ui/status-badge";
import { Timestamp } from "../ui/timestamp";
import { ACTION_WORD } from "./action-words";
import type { ComparedPair } from "./route-map-url";
import styles from "./version-list.module.css";

export interface VersionListProps {
  readonly versions: RouteMapVersionList["versions"];
  /** Which version each instance routes by now. */
  readonly instances: RouteMapVersionList["instances"];
  /** The version shown in full beside the list. */
  readonly shown: number;
  readonly pair: ComparedPair | null;
  readonly onShow: (version: number) => void;
  readonly onCompare: (pair: ComparedPair) => void;
}

/** Every version, newest first: who made it, when, why, and what it changed. Two of them can be marked to compare. */
export function VersionList({ versions, instances, shown, pair, onShow, onCompare }: VersionListProps) {
  return (
    <ol className={styles.list}>
      <li className={styles.head} aria-hidden="true">
        <span>from</span>
        <span>to</span>
      </li>
      {versions.map((summary) => (
        <li key={summary.version} className={styles.item} aria-current={summary.version === shown ? "true" : undefined}>
          <CompareRadio side="from" version={summary.version} pair={pair} shown={shown} onCompare={onCompare} />
          <CompareRadio side="to" version={summary.version} pair={pair} shown={shown} onCompare={onCompare} />
          <div className={styles.body}>
            <div className={styles.title}>
              <button type="button" className={styles.open} onClick={() => onShow(summary.version)}>
                v{summary.version}
              </button>
              <span className={styles.action}>
                {ACTION_WORD[summary.action]}
                {summary.activated_at === null && ", not active"}
              </span>
              {summary.is_active && <StatusBadge status="healthy" label="Active" />}
              <span className={styles.time}>
                <Timestamp at={summary.created_at} withDay />
              </span>
            </div>
            <p className={styles.summary}>
              {summary.alias !== null && <b>{summary.alias} </b>}
              {summary.summary}
              <Restores summary={summary} />{" "}
              {summary.verification_id !== null && (
                <ConsoleLink href={`/rollbacks/${summary.verification_id}`} className={styles.verification}>
                  Its verification
                </ConsoleLink>
              )}
            </p>
            <p className={styles.reason}>
              {summary.author}
              {summary.reason === null ? "" : `: “${summary.reason}”`}
              {summary.approved_by !== null && ` · approved by ${summary.approved_by}`}
              {summary.action === "drafted" &&
                summary.activated_by !== null &&
                ` · activated by ${summary.activated_by}`}
            </p>
            <LiveOn version={summary.version} isActive={summary.is_active} instances={instances} />
          </div>
        </li>
      ))}
    </ol>
  );
}

/** Said once: the summary of a rollback may name the version it restores. */
function Restores({ summary: { restores, summary } }: { readonly summary: RouteMapVersionSummary }) {
  if (restores === null || summary.split(" ").includes(`v${restores}`)) return null;
  return <span className={styles.restores}> restores v{restores}</span>;
}

interface LiveOnProps {
  readonly version: number;
  readonly isActive: boolean;
  readonly instances: VersionListProps["instances"];
}

/** Measured: an active version that an instance has not taken up yet says so. */
function LiveOn({ version, isActive, instances }: LiveOnProps) {
  const live = instances.filter(({ route_version }) => route_version === version).length;
  if (!isActive && live === 0) return null;
  const noun = instances.length === 1 ? "instance" : "instances";
  return (
    <p className={styles.reason}>
      Live on {live} of {instances.length} {noun}
    </p>
  );
}

interface CompareRadioProps {
  readonly side: keyof ComparedPair;
  readonly version: number;
  readonly pair: ComparedPair | null;
  readonly shown: number;
  readonly onCompare: (pair: ComparedPair) => void;
}

function CompareRadio({ side, version, pair, shown, onCompare }: CompareRadioProps) {
  const isOtherSide = pair !== null && pair[side === "from" ? "to" : "from"] === version;
  return (
    <label className={styles.radio} title={`Compare ${side} v${version}`}>
      <input
        type="radio"
        name={`compare-${side}`}
        aria-label={`Compare ${side} v${version}`}
        checked={pair?.[side] === version}
        disabled={isOtherSide}
        onChange={() => onCompare({ from: pair?.from ?? shown, to: pair?.to ?? shown, [side]: version })}
      />
    </label>
  );
}
