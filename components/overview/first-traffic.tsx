"use client";

import { useSession } from "@/components/shell/session-context";
import { CopyButton } from "@/components/ui/copy-button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { firstRequestCurl } from "./first-request-curl";
import styles from "./first-traffic.module.css";

/** Before the first request of an alias: what to send, and where. */
export function FirstTraffic({ alias }: { readonly alias: string | null }) {
  const { public_url } = useSession();
  if (alias === null) return null;
  const curl = firstRequestCurl(public_url, alias);
  return (
    <Panel title="No traffic yet" isFlush>
      <EmptyState title={`Send ${alias} its first request and this page comes alive.`}>
        Any OpenAI SDK works: set its base URL to <code>{public_url}/v1</code> and use a client key.
        <div className={styles.curl}>
          <pre>{curl}</pre>
          <CopyButton value={curl} label="Copy curl" />
        </div>
      </EmptyState>
    </Panel>
  );
}
