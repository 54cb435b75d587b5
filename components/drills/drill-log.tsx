"use client";

import { useEffect, useRef } from "react";
import type { DrillRunView } from "@/lib/contract/drill";
import { Timestamp } from "../ui/timestamp";
import styles from "./drill-log.module.css";

/** The run's own words, following the newest line unless the reader has scrolled away from it. */
export function DrillLog({ lines }: { readonly lines: DrillRunView["log"] }) {
  const box = useRef<HTMLElement>(null);
  const isFollowing = useRef(true);
  const count = lines.length;
  useEffect(() => {
    const list = box.current;
    if (count > 0 && list !== null && isFollowing.current) list.scrollTop = list.scrollHeight;
  }, [count]);
  return (
    <section
      ref={box}
      className={styles.log}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label="Log of the run"
      onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => {
        isFollowing.current = scrollTop + clientHeight >= scrollHeight - 24;
      }}
    >
      <ol>
        {lines.map(({ at, text }) => (
          <li key={`${at} ${text}`}>
            <Timestamp at={at} precision="millisecond" />
            <span>{text}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
