"use client";

import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { announce } from "@/lib/client/announce";
import { draftMutation, driftQuery } from "@/lib/client/draft-queries";
import { newIdempotencyKey } from "@/lib/client/new-idempotency-key";
import { whyNotAllowed } from "@/lib/client/permissions";
import { OrderFailure } from "../alias/order-failure";
import { useSession } from "../shell/session-context";
import { StatusShape } from "../ui/status-shape";
import styles from "./drift-banner.module.css";
import { SemanticDiff } from "./semantic-diff";

/** Says that the configuration file wants another routing, shows what, and offers it as a draft. Never applied by itself. */
export function DriftBanner({ onWritten }: { readonly onWritten: (version: number) => void }) {
  const { principal } = useSession();
  const { data: drift } = useQuery(driftQuery());
  const [idempotencyKey] = useState(newIdempotencyKey);
  const write = useMutation({
    ...draftMutation(),
    onSuccess: ({ route_version }) => {
      announce(`v${route_version} is written as a draft of the configuration file.`);
      onWritten(route_version);
    },
  });
  if (drift === undefined || drift.entries.length === 0) return null;
  const count = drift.entries.length === 1 ? "1 field" : `${drift.entries.length} fields`;
  const isAllowed = whyNotAllowed(principal, "route_map.draft") === null;
  return (
    <section className={styles.banner} aria-label="Configuration file">
      <p className={styles.sentence}>
        <StatusShape status="degraded" />
        <span>
          <b>The configuration file differs from v{drift.active_version}</b> in {count}. Nothing of it was applied.
        </span>
        {isAllowed && (
          <Button
            variant="default"
            size="compact-sm"
            loading={write.isPending}
            onClick={() =>
              write.mutate({
                draft: {
                  from_file: true,
                  reason: "Taken from the configuration file.",
                  base_version: drift.active_version,
                },
                idempotencyKey,
              })
            }
          >
            Draft the file's routing
          </Button>
        )}
      </p>
      {write.error !== null && <OrderFailure error={write.error} />}
      <details className={styles.lines}>
        <summary>What the file says</summary>
        <SemanticDiff entries={drift.entries} />
      </details>
    </section>
  );
}
