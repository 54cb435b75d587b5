"use client";

import { useRef } from "react";
import type { DraftProblem } from "@/lib/contract/route-map-draft";
import { rangeOfLine } from "./line-range";
import styles from "./yaml-editor.module.css";

export interface YamlEditorProps {
  readonly value: string;
  readonly problems: readonly DraftProblem[];
  readonly onChange: (value: string) => void;
}

/** A plain text area with line numbers. Lines with a problem are marked, and each problem leads to its line. */
export function YamlEditor({ value, problems, onChange }: YamlEditorProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLDivElement>(null);
  const marked = new Set(problems.map(({ line }) => line));

  function goTo(line: number) {
    const { current } = area;
    if (current === null) return;
    const { start, end } = rangeOfLine(value, line);
    current.focus({ preventScroll: true });
    current.scrollIntoView({ block: "center" });
    current.setSelectionRange(start, end);
    const lineHeight = current.scrollHeight / value.split("\n").length;
    current.scrollTop = Math.max(0, (line - 4) * lineHeight);
  }

  return (
    <>
      <div className={styles.editor}>
        <div className={styles.gutter} ref={gutter} aria-hidden="true">
          {value.split("\n").map((_text, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line number is its place
            <span key={index} className={marked.has(index + 1) ? styles.marked : undefined}>
              {index + 1}
            </span>
          ))}
        </div>
        <textarea
          ref={area}
          className={styles.area}
          aria-label="Route map as YAML"
          aria-invalid={problems.length > 0}
          spellCheck={false}
          autoCapitalize="off"
          autoCorrect="off"
          wrap="off"
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          onScroll={(event) => {
            if (gutter.current !== null) gutter.current.scrollTop = event.currentTarget.scrollTop;
          }}
        />
      </div>
      {problems.length > 0 && (
        <ol className={styles.problems} aria-label="Problems of the draft">
          {problems.map(({ path, line, found, allowed }) => (
            <li key={`${path} ${line} ${found}`}>
              {line === null ? (
                <b>Draft</b>
              ) : (
                <button type="button" onClick={() => goTo(line)}>
                  Line {line}
                </button>
              )}
              <span>
                {path !== "" && <code>{path}</code>} found {found}; allowed: {allowed}
              </span>
            </li>
          ))}
        </ol>
      )}
    </>
  );
}
