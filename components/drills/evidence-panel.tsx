"use client";

import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { evidencePath, evidenceQuery } from "@/lib/client/drill-queries";
import type { DrillRunView } from "@/lib/contract/drill";
import { ConsoleLink } from "../ui/console-link";
import { Panel } from "../ui/panel";
import styles from "./evidence-panel.module.css";

/** What a third party can check: the pack, its hash, and what it does not hold. */
export function EvidencePanel({ run }: { readonly run: DrillRunView }) {
  const isKept = run.state !== "interrupted";
  const { data: pack, error } = useQuery({ ...evidenceQuery(run.id), enabled: isKept });
  return (
    <Panel title="What proves it?">
      {pack === undefined ? (
        <p className={styles.note}>
          {isKept
            ? (error?.message ?? "The evidence is being read.")
            : "The process that ran it ended before evidence was put together. Its steps, log and requests are kept."}
        </p>
      ) : (
        <>
          <p>
            {Object.keys(pack.manifest.parts).length} parts, {pack.parts.chains.length} attempt chains,{" "}
            {pack.parts.audit.length} audit rows. Check the file with <code>npm run verify:evidence FILE</code>.
          </p>
          <p className={styles.hash}>
            SHA-256 <span className="mono">{pack.manifest.pack}</span>
          </p>
          <h3 className={styles.heading}>Not in it</h3>
          <ul className={styles.note}>
            {pack.parts.missing.map(({ what, why }) => (
              <li key={what}>
                <b>{what}</b>: {why}
              </li>
            ))}
          </ul>
          <div className={styles.buttons}>
            <Button component="a" href={evidencePath(run.id)} download variant="default" size="xs">
              Download evidence
            </Button>
            <Button component={ConsoleLink} href={`/drills/runs/${run.id}/evidence`} variant="default" size="xs">
              Open printable page
            </Button>
          </div>
        </>
      )}
    </Panel>
  );
}
