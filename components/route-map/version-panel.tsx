"use client";

import { Button, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { routeMapVersionQuery } from "@/lib/client/queries";
import { QueryState } from "../query-state";
import { Panel } from "../ui/panel";
import { AliasSectionCard } from "./alias-section-card";
import { isSameRouting } from "./is-same-routing";
import { RollBackMapButton } from "./roll-back-map-button";
import styles from "./version-panel.module.css";

export interface VersionPanelProps {
  readonly version: number;
  readonly activeVersion: number;
}

/** One version in full: what each alias does in it, and the whole of it as YAML. */
export function VersionPanel({ version, activeVersion }: VersionPanelProps) {
  const query = useQuery({ ...routeMapVersionQuery(version), placeholderData: () => undefined });
  const active = useQuery({ ...routeMapVersionQuery(activeVersion), placeholderData: () => undefined });
  const isActive = version === activeVersion;
  return (
    <Panel
      title={`What does v${version} hold?`}
      isFlush
      note={query.data && <span className={styles.hash}>content {query.data.content_hash.slice(0, 8)}</span>}
      actions={
        <>
          {version < activeVersion && <RollBackMapButton version={version} />}
          <Button
            component="a"
            className={styles.download}
            variant="default"
            size="compact-sm"
            href={`/api/route-map/export?version=${version}`}
            download={`route-map-v${version}.yaml`}
          >
            Download YAML
          </Button>
        </>
      }
    >
      <QueryState query={query} subject={`Version ${version}`} skeleton={<Skeleton height={260} radius={0} />}>
        {({ content }) =>
          Object.entries(content.aliases).map(([alias, section]) => (
            <AliasSectionCard
              key={alias}
              alias={alias}
              section={section}
              cohorts={content.cohorts.map((cohort) => cohort.id)}
              readAtMs={query.dataUpdatedAt}
              rollBackTo={isActive || isSameRouting(section, active.data?.content.aliases[alias]) ? null : version}
            />
          ))
        }
      </QueryState>
    </Panel>
  );
}
