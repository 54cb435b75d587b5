"use client";

import { Button, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { evidenceQuery } from "@/lib/client/drill-queries";
import type { EvidencePack } from "@/lib/contract/evidence";
import { QueryState } from "../query-state";
import { formatDuration } from "../ui/format-duration";
import { PageHeading } from "../ui/page-heading";
import { Panel } from "../ui/panel";
import { Timestamp } from "../ui/timestamp";
import { CheckTable } from "./check-table";
import styles from "./evidence-report.module.css";
import { EvidenceChanges, EvidenceRoutes } from "./evidence-tables";

/** The evidence of a run on paper: the pack's parts, and what is missing. */
export function EvidenceReport({ id }: { readonly id: string }) {
  const query = useQuery(evidenceQuery(id));
  return (
    <QueryState query={query} subject="The evidence" skeleton={<Skeleton height={560} />}>
      {(pack) => <Report pack={pack} />}
    </QueryState>
  );
}

function Report({ pack }: { readonly pack: EvidencePack }) {
  const { plan, outcome, versions, environment, missing, approvers, steps } = pack.parts;
  return (
    <div className={styles.report}>
      <PageHeading
        title={`Evidence: ${plan.title} on ${plan.alias}`}
        actions={
          <Button variant="default" className={styles.screenOnly} onClick={() => window.print()}>
            Print evidence
          </Button>
        }
      >
        {outcome.sentence} <Timestamp at={outcome.started_at} withDay />, v{versions.rehearsed} by {versions.author},
        rollback target {versions.rollback_target === null ? "unknown" : `v${versions.rollback_target}`}. Approved step
        by step by {[...new Set(approvers.map(({ approved_by }) => approved_by))].join(", ") || "nobody"}.
      </PageHeading>
      {steps.map((step, at) => (
        <Panel
          key={step.id}
          title={`${at + 1} ${step.title}`}
          note={`${step.state}${step.took_ms === null ? "" : `, ${formatDuration(step.took_ms)}`}`}
        >
          {step.checks.length === 0 ? <p className={styles.foot}>Not reached.</p> : <CheckTable checks={step.checks} />}
        </Panel>
      ))}
      <Panel title="Who answered, and how fast?" isFlush>
        <EvidenceRoutes routes={pack.parts.routes} />
      </Panel>
      <Panel title="What was counted?">
        <Totals pack={pack} />
      </Panel>
      <Panel title="What moved, and what was broken?" isFlush>
        <EvidenceChanges parts={pack.parts} />
      </Panel>
      <Panel title="What is missing, and why?">
        <ul>
          {missing.map(({ what, why }) => (
            <li key={what}>
              <b>{what}</b>: {why}
            </li>
          ))}
        </ul>
      </Panel>
      <footer className={styles.foot}>
        Run {pack.run_id}, composed <Timestamp at={pack.composed_at} withDay />. Switchyard {environment.switchyard} on
        Node {environment.node}, {environment.name}, configuration {environment.config_hash.slice(0, 12)}. SHA-256 of
        the pack: <span className="mono">{pack.manifest.pack}</span>
      </footer>
    </div>
  );
}

function Totals({ pack }: { readonly pack: EvidencePack }) {
  const { totals, outcome, real_traffic } = pack.parts;
  const rows: readonly (readonly [string, string])[] = [
    ["Requests / attempts", `${totals.requests} / ${totals.attempts}`],
    ["Retries / fallbacks", `${totals.retries} / ${totals.fallbacks}`],
    ["Timeouts / malformed answers", `${totals.timeouts} / ${totals.malformed}`],
    ["Tokens in / out", `${totals.input_tokens ?? "unknown"} / ${totals.output_tokens ?? "unknown"}`],
    ["Cost", totals.cost_usd === null ? "unknown" : `$${totals.cost_usd.toFixed(6)}`],
    ["Detected / recovered in", `${formatDuration(outcome.detection_ms)} / ${formatDuration(outcome.recovery_ms)}`],
    ["Real callers meanwhile", `${real_traffic.requests} requests, ${real_traffic.failures} failed`],
  ];
  return (
    <dl className={styles.totals}>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="figures">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
