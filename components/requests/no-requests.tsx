"use client";

import { Button } from "@mantine/core";
import { useSession } from "../shell/session-context";
import { CopyButton } from "../ui/copy-button";
import { EmptyState } from "../ui/empty-state";
import { curlCommand } from "./curl-command";
import styles from "./no-requests.module.css";
import {
  activeFilters,
  describeQuestion,
  describeSpan,
  isAbsolute,
  NO_FILTERS,
  type RequestUrlState,
} from "./request-filters";

export interface NoRequestsProps {
  readonly state: RequestUrlState;
  /** An alias to ask for in the example. */
  readonly alias: string | undefined;
  readonly onChange: (change: Partial<RequestUrlState>) => void;
}

/** Why the list is empty, and the next thing to try: clear the filters, look further back, or send a request. */
export function NoRequests({ state, alias, onChange }: NoRequestsProps) {
  const { public_url } = useSession();
  if (state.cursor !== null) {
    return (
      <EmptyState title="Nothing older.">
        <Button variant="default" size="xs" onClick={() => onChange({ cursor: null })}>
          Back to newest
        </Button>
      </EmptyState>
    );
  }
  const canWiden = isAbsolute(state) || state.window !== "24h";
  const widen = canWiden && (
    <Button variant="default" size="xs" onClick={() => onChange({ window: "24h", from: null, to: null })}>
      Look at the last 24 hours
    </Button>
  );
  if (activeFilters(state).length > 0 || isAbsolute(state)) {
    return (
      <EmptyState title={`No requests match ${describeQuestion(state)}.`}>
        <div className={styles.actions}>
          <Button variant="default" size="xs" onClick={() => onChange({ ...NO_FILTERS, from: null, to: null })}>
            Clear filters
          </Button>
          {widen}
        </div>
      </EmptyState>
    );
  }
  const curl = curlCommand({ endpoint: "chat", stream: false, app_model_alias: alias ?? "YOUR-ALIAS" }, public_url);
  return (
    <EmptyState title={`No traffic ${describeSpan(state)}.`}>
      <p>Send one request with a client key, and it appears here within seconds:</p>
      <pre className={styles.curl}>{curl}</pre>
      <div className={styles.actions}>
        <CopyButton label="Copy curl" value={curl} />
        {widen}
      </div>
    </EmptyState>
  );
}
