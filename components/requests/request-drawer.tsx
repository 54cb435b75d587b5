"use client";

import { Drawer } from "@mantine/core";
import { useState } from "react";
import { RequestDetailPanel } from "./request-detail-panel";
import styles from "./request-drawer.module.css";
import { shortTraceId } from "./trace-id";

export interface RequestDrawerProps {
  /** Null while closed. */
  readonly traceId: string | null;
  /** Address of this view that shows the same tomorrow, for "Copy link". */
  readonly link: () => string;
  readonly onClose: () => void;
  /** Gives the focus back once the drawer has gone. */
  readonly onClosed: (traceId: string) => void;
}

/** One request over the list. Rendered in place, so that its address opens with the request in the server's HTML. */
export function RequestDrawer({ traceId, link, onClose, onClosed }: RequestDrawerProps) {
  const [shownId, setShownId] = useState(traceId);
  // The last request stays in place while the drawer slides out.
  if (traceId !== null && traceId !== shownId) setShownId(traceId);
  return (
    <Drawer
      opened={traceId !== null}
      onClose={onClose}
      onExitTransitionEnd={() => shownId !== null && onClosed(shownId)}
      position="right"
      size="min(900px, 100%)"
      padding="md"
      title={shownId === null ? "Request" : `Request ${shortTraceId(shownId)}`}
      closeButtonProps={{ "aria-label": "Close request" }}
      overlayProps={{ backgroundOpacity: 0.25 }}
      transitionProps={{ duration: 90 }}
      returnFocus={false}
      classNames={{ inner: styles.inner, title: styles.title }}
      withinPortal={false}
    >
      {shownId !== null && <RequestDetailPanel traceId={shownId} link={link} />}
    </Drawer>
  );
}
