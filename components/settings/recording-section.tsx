"use client";

import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { settingsQuery } from "@/lib/client/directory";
import { QueryState } from "../query-state";
import { formatCount } from "../ui/format-count";
import { Panel } from "../ui/panel";
import { SettingFacts } from "./setting-facts";

/** What is recorded, how safely and for how long. Set in the configuration file. */
export function RecordingSection() {
  const query = useQuery(settingsQuery());
  return (
    <Panel title="What is recorded, and for how long?" note="set in the configuration file">
      <QueryState query={query} subject="Recording" skeleton={<Skeleton height={200} radius={0} />}>
        {({ durability, retention, ledger }) => (
          <SettingFacts
            facts={[
              {
                name: "Durability",
                value: durability,
                meaning:
                  durability === "strict"
                    ? "An attempt is on disk before its provider is called, its outcome before the caller has the last byte."
                    : "Records may lag a moment behind; a crash can lose the last of them.",
              },
              { name: "Attempts", value: `${retention.attempts_days} days`, meaning: "Requests and their attempts." },
              {
                name: "Figures",
                value: `${retention.rollups_days} days`,
                meaning: "Counts, latencies and costs over time.",
              },
              {
                name: "Since the start",
                value: `${formatCount(ledger.recorded)} of ${formatCount(ledger.accepted)} recorded`,
                meaning: `${formatCount(ledger.refused)} refused, ${formatCount(ledger.queued)} waiting; the recorder is ${ledger.state === "recording" ? "keeping up" : "degraded"}.`,
              },
            ]}
          />
        )}
      </QueryState>
    </Panel>
  );
}
