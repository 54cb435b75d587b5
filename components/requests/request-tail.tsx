"use client";

import { Button } from "@mantine/core";
import { useHover, useIntersection } from "@mantine/hooks";
import { IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useState } from "react";
import type { RequestList } from "@/lib/contract/requests";
import { CopyButton } from "../ui/copy-button";
import { tailView, waitingLabel } from "./live-tail";
import { NoRequests } from "./no-requests";
import { isLive, type RequestUrlState, toRequestFilter } from "./request-filters";
import { RequestTable } from "./request-table";
import styles from "./request-tail.module.css";
import { useHeldRows } from "./use-held-rows";
import { useRowKeys } from "./use-row-keys";

export interface RequestTailProps {
  readonly list: RequestList;
  /** The list still answers the question before this one. */
  readonly isPreviousAnswer: boolean;
  readonly state: RequestUrlState;
  /** Address of this view that shows the same tomorrow. */
  readonly link: () => string;
  /** An alias to ask for in the example of an empty list. */
  readonly alias: string | undefined;
  readonly onChange: (change: Partial<RequestUrlState>) => void;
  readonly onShow: (traceId: string) => void;
}

/** The list that follows new requests, and stands still while somebody points at it, reads further down or pauses it. */
export function RequestTail({ list, isPreviousAnswer, state, link, alias, onChange, onShow }: RequestTailProps) {
  const [isPaused, setIsPaused] = useState(false);
  const { hovered, ref: hoverRef } = useHover<HTMLDivElement>();
  const { ref: topRef, entry: top } = useIntersection<HTMLDivElement>();
  const isScrolledAway = top !== null && !top.isIntersecting && top.boundingClientRect.top < 0;
  const follows = isLive(state);
  const isReading = hovered || isScrolledAway || state.req !== null;
  const isHolding = follows && !isPreviousAnswer && (isPaused || isReading);
  const { held, takeNewest } = useHeldRows(list.requests, isHolding, JSON.stringify(toRequestFilter(state)));
  const tail = tailView(list.requests, held);
  useRowKeys({
    traceIds: tail.rows.map((row) => row.trace_id),
    openId: state.req,
    onShow,
    onTogglePause: () => setIsPaused((paused) => !paused),
  });

  function showNewest() {
    takeNewest();
    top?.target.scrollIntoView({ block: "center" });
  }

  return (
    <>
      <div ref={topRef} className={styles.bar}>
        <span className={styles.note}>{followNote(follows, isPaused, isHolding)}</span>
        <CopyButton label="Copy link" value={link} />
        {follows && (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={isPaused ? <IconPlayerPlay size={13} /> : <IconPlayerPause size={13} />}
            onClick={() => setIsPaused(!isPaused)}
          >
            {isPaused ? "Resume" : "Pause"}
          </Button>
        )}
        {state.cursor !== null && (
          <Button variant="default" size="compact-sm" onClick={() => onChange({ cursor: null })}>
            Back to newest
          </Button>
        )}
      </div>
      {tail.waitingCount > 0 && (
        <div className={styles.waiting}>
          <Button size="compact-sm" radius="xl" onClick={showNewest}>
            {waitingLabel(tail)}
          </Button>
        </div>
      )}
      {tail.rows.length === 0 ? (
        <NoRequests state={state} alias={alias} onChange={onChange} />
      ) : (
        <div ref={hoverRef} className={styles.list} data-refetching={isPreviousAnswer}>
          <RequestTable rows={tail.rows} state={state} withDay={isOverMidnight(list)} onOpen={onShow} />
        </div>
      )}
      {list.next_cursor !== null && (
        <footer className={styles.foot}>
          <Button variant="default" size="xs" onClick={() => onChange({ cursor: list.next_cursor })}>
            Older
          </Button>
        </footer>
      )}
    </>
  );
}

/** Why the list moves or stands still. */
function followNote(follows: boolean, isPaused: boolean, isHolding: boolean): string {
  if (!follows) return "Not live: this part of the past stands still";
  if (isPaused) return "Paused";
  return isHolding ? "Held while you read" : "Live, newest first";
}

function isOverMidnight(list: Pick<RequestList, "from" | "to">): boolean {
  return list.from.slice(0, 10) !== list.to.slice(0, 10);
}
