"use client";

import { Button } from "@mantine/core";
import { IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import type { DrillRunView } from "@/lib/contract/drill";
import { Panel } from "../ui/panel";
import { Timestamp } from "../ui/timestamp";
import styles from "./drill-log.module.css";

type Lines = DrillRunView["log"];

/** The run's own words, live until the reader holds them still. */
export function DrillLog({ lines, isLive }: { readonly lines: Lines; readonly isLive: boolean }) {
  const [held, setHeld] = useState<Lines | null>(null);
  const waiting = held === null ? 0 : lines.length - held.length;
  const toggle = (
    <Button
      variant="default"
      size="compact-sm"
      leftSection={held === null ? <IconPlayerPause size={13} /> : <IconPlayerPlay size={13} />}
      onClick={() => setHeld(held === null ? lines : null)}
    >
      {held === null ? "Pause log" : "Resume log"}
    </Button>
  );
  return (
    <Panel
      title="What happened?"
      note={held === null ? "newest last" : `paused, ${waiting} newer`}
      actions={isLive || held !== null ? toggle : null}
    >
      <LogLines lines={held ?? lines} />
    </Panel>
  );
}

/** Follows the newest line unless the reader has scrolled away from it. */
function LogLines({ lines }: { readonly lines: Lines }) {
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
