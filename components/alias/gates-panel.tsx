"use client";

import { useQuery } from "@tanstack/react-query";
import { evidenceNote } from "@/components/rollouts/evidence-note";
import { GateTable } from "@/components/rollouts/gate-table";
import { Panel } from "@/components/ui/panel";
import { canaryQuery } from "@/lib/client/queries";

/** What the gates say of the canary's present share; nothing where nobody is on a canary. */
export function GatesPanel({ alias }: { readonly alias: string }) {
  const { data: canary } = useQuery(canaryQuery(alias));
  if (canary?.gates == null) return null;
  const { gates: report } = canary;
  return (
    <Panel title="Does the canary hold up?" note={evidenceNote(report)} isFlush>
      <GateTable gates={report.gates} />
    </Panel>
  );
}
