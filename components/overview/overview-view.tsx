import { ConsoleLink } from "@/components/ui/console-link";
import { formatCount } from "@/components/ui/format-count";
import { PageHeading } from "@/components/ui/page-heading";
import { Panel } from "@/components/ui/panel";
import type { Overview } from "@/lib/contract/overview";
import { AliasTable } from "./alias-table";
import { AttentionList } from "./attention-list";
import { ChangeList } from "./change-list";
import { FirstTraffic } from "./first-traffic";
import styles from "./overview-view.module.css";
import { RunningList } from "./running-list";

/** The first page: one sentence, what needs a person, every alias worst first, what runs and what changed. */
export function OverviewView({ overview }: { readonly overview: Overview }) {
  const { aliases, attention, changes, headline, ledger, running, subline } = overview;
  const hasTraffic = aliases.some((alias) => alias.requests > 0 || alias.strip.some((minute) => minute.requests > 0));
  return (
    <div className={styles.page}>
      <PageHeading title={headline}>{subline}</PageHeading>
      {!hasTraffic && <FirstTraffic alias={aliases[0]?.alias ?? null} />}
      {attention.length > 0 && <AttentionList items={attention} at={overview.at} />}
      <Panel title="Aliases" note="worst first" isFlush>
        <AliasTable aliases={aliases} />
      </Panel>
      <div className={styles.lower}>
        <Panel title="Running now" isFlush>
          <RunningList running={running} at={overview.at} />
        </Panel>
        <Panel title="Recent changes" note={<ConsoleLink href="/audit">All changes</ConsoleLink>} isFlush>
          <ChangeList changes={changes} />
        </Panel>
      </div>
      <p className={styles.ledger}>
        Ledger since start: {formatCount(ledger.accepted)} entries accepted, {formatCount(ledger.recorded)} recorded,{" "}
        {formatCount(ledger.refused)} refused, {formatCount(ledger.queue)} waiting.
      </p>
    </div>
  );
}
