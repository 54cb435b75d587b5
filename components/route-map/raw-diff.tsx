import { EmptyState } from "../ui/empty-state";
import styles from "./raw-diff.module.css";
import { type DiffLine, rawDiffLines } from "./raw-diff-lines";

/** The unified diff of two versions' YAML. A line says what it is by a sign, by its element and by its colour. */
export function RawDiff({ unified }: { readonly unified: string }) {
  const lines = rawDiffLines(unified);
  if (lines.length === 0) return <EmptyState title="The two versions are the same, byte for byte." />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
    <section className={styles.scroll} aria-label="Unified diff of the YAML" tabIndex={0}>
      <div className={styles.lines}>
        {lines.map((line) => (
          <Line key={`${line.kind} ${line.before} ${line.after} ${line.text}`} line={line} />
        ))}
      </div>
    </section>
  );
}

function Line({ line }: { readonly line: DiffLine }) {
  if (line.kind === "hunk") return <div className={styles.hunk}>{line.text}</div>;
  return (
    <div className={`${styles.line} ${styles[line.kind]}`}>
      <span className={styles.number}>{line.before}</span>
      <span className={styles.number}>{line.after}</span>
      <Content line={line} />
    </div>
  );
}

function Content({ line }: { readonly line: DiffLine }) {
  switch (line.kind) {
    case "inserted":
      return (
        <ins>
          <span className={styles.sign}>+</span>
          {line.text}
        </ins>
      );
    case "deleted":
      return (
        <del>
          <span className={styles.sign}>-</span>
          {line.text}
        </del>
      );
    default:
      return (
        <span>
          <span className={styles.sign}> </span>
          {line.text}
        </span>
      );
  }
}
