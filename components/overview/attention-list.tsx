"use client";

import { Button } from "@mantine/core";
import { useDialogsFetchedAhead } from "@/components/alias/dialog-loaders";
import { ConsoleLink } from "@/components/ui/console-link";
import { formatAge } from "@/components/ui/format-age";
import { LiveStatusBadge } from "@/components/ui/live-status-badge";
import { openDialog } from "@/lib/client/dialogs";
import { useNow } from "@/lib/client/use-now";
import type { AttentionItem } from "@/lib/contract/overview";
import styles from "./attention-list.module.css";

/** What a person should look at, worst first, each with its one next action. */
export function AttentionList({ items, at }: { readonly items: readonly AttentionItem[]; readonly at: string }) {
  return (
    <ul className={styles.list} aria-label="Needs attention">
      {items.map((item) => (
        <li key={`${item.alias}:${item.text}`} className={styles.item}>
          <LiveStatusBadge status={item.status} />
          <p>
            {item.alias !== null && (
              <ConsoleLink href={`/aliases/${encodeURIComponent(item.alias)}`} className={styles.alias}>
                {item.alias}
              </ConsoleLink>
            )}
            {item.text}
            <Since since={item.since} at={at} />
          </p>
          <div className={styles.action}>
            <NextAction item={item} />
          </div>
        </li>
      ))}
    </ul>
  );
}

/** How long it has been so; the server's render counts from when it read. */
function Since({ since, at }: { readonly since: string | null; readonly at: string }) {
  const nowMs = useNow() ?? Date.parse(at);
  if (since === null) return null;
  return <span className={styles.since}>, for {formatAge(nowMs - Date.parse(since))}</span>;
}

function NextAction({ item }: { readonly item: AttentionItem }) {
  const { action, alias } = item;
  if (action.kind === "open") {
    return (
      <Button component={ConsoleLink} href={action.href} variant="default">
        {action.label}
      </Button>
    );
  }
  return alias === null ? null : <RollBackButton alias={alias} toVersion={action.to_version} />;
}

function RollBackButton({ alias, toVersion }: { readonly alias: string; readonly toVersion: number }) {
  useDialogsFetchedAhead();
  return (
    <Button color="red" aria-haspopup="dialog" onClick={() => openDialog({ kind: "roll-back", alias })}>
      Roll back to v{toVersion}
    </Button>
  );
}
