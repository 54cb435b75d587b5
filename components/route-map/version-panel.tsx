"use client";

import { Button, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { openDialog } from "@/lib/client/dialogs";
import { routeMapVersionQuery } from "@/lib/client/queries";
import type { RouteMapVersionSummary } from "@/lib/contract/route-map";
import { QueryState } from "../query-state";
import { Panel } from "../ui/panel";
import { AliasSectionCard } from "./alias-section-card";
import { isSameRouting } from "./is-same-routing";
import { RollBackMapButton } from "./roll-back-map-button";
import styles from "./version-panel.module.css";

export interface VersionPanelProps {
  readonly version: number;
  readonly activeVersion: number;
  /** From the list, which is asked again; null for a version that is not on its page. */
  readonly summary: RouteMapVersionSummary | null;
  readonly onEdit: () => void;
}

/** One version in full: what each alias does in it, and the whole of it as YAML. */
export function VersionPanel({ version, activeVersion, summary, onEdit }: VersionPanelProps) {
  const query = useQuery({ ...routeMapVersionQuery(version), placeholderData: () => undefined });
  const active = useQuery({ ...routeMapVersionQuery(activeVersion), placeholderData: () => undefined });
  const isActive = version === activeVersion;
  const { activated_at, base_version } = summary ?? query.data ?? { activated_at: null, base_version: null };
  const isDraft = !isActive && activated_at === null;
  return (
    <Panel
      title={`What does v${version} hold?`}
      isFlush
      note={query.data && <span className={styles.hash}>content {query.data.content_hash.slice(0, 8)}</span>}
      actions={
        <>
          {isDraft && base_version === activeVersion && (
            <Button size="compact-sm" onClick={() => openDialog({ kind: "activate", version })}>
              Activate v{version}
            </Button>
          )}
          {version < activeVersion && !isDraft && <RollBackMapButton version={version} />}
          <Button variant="default" size="compact-sm" onClick={onEdit}>
            Draft from v{version}
          </Button>
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
      {isDraft && base_version !== null && base_version !== activeVersion && (
        <p className={styles.stale}>
          Drawn from v{base_version}; v{activeVersion} is active by now. Draft its content again to see what it would
          change today.
        </p>
      )}
      <QueryState query={query} subject={`Version ${version}`} skeleton={<Skeleton height={260} radius={0} />}>
        {({ content }) =>
          Object.entries(content.aliases).map(([alias, section]) => (
            <AliasSectionCard
              key={alias}
              alias={alias}
              section={section}
              version={version}
              content={content}
              readAtMs={query.dataUpdatedAt}
              rollBackTo={
                isActive || isDraft || isSameRouting(section, active.data?.content.aliases[alias]) ? null : version
              }
            />
          ))
        }
      </QueryState>
    </Panel>
  );
}
