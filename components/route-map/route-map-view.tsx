"use client";

import { Button, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { createSerializer } from "nuqs/server";
import { routeMapVersionsQuery } from "@/lib/client/queries";
import type { RouteMapVersionList } from "@/lib/contract/route-map";
import { QueryState } from "../query-state";
import { ConsoleLink } from "../ui/console-link";
import { PageHeading } from "../ui/page-heading";
import { Panel } from "../ui/panel";
import { activeVersionLine } from "./active-version-line";
import { DiffPanel } from "./diff-panel";
import { DraftPanel } from "./draft-panel";
import { DriftBanner } from "./drift-banner";
import { comparedPair, type RouteMapUrlState, routeMapParsers, shownVersion } from "./route-map-url";
import styles from "./route-map-view.module.css";
import { VersionList } from "./version-list";
import { VersionPanel } from "./version-panel";

const serialize = createSerializer(routeMapParsers);

/** Every version of the route map, two of them compared, one of them in full. */
export function RouteMapView() {
  const [state, setState] = useQueryStates(routeMapParsers, { history: "push" });
  const query = useQuery(routeMapVersionsQuery(state.cursor));
  return (
    <QueryState query={query} subject="The route map" skeleton={<Skeleton height={520} />}>
      {(list) => <RouteMap list={list} state={state} onChange={(next) => void setState(next)} />}
    </QueryState>
  );
}

interface RouteMapProps {
  readonly list: RouteMapVersionList;
  readonly state: RouteMapUrlState;
  readonly onChange: (next: Partial<RouteMapUrlState>) => void;
}

function RouteMap({ list, state, onChange }: RouteMapProps) {
  const { active_version, instances, versions, next_cursor } = list;
  const active = versions.find((summary) => summary.is_active);
  const shown = shownVersion(state, active_version);
  const pair = comparedPair(state, list);
  const showDraft = (version: number) => onChange({ version, from: null, to: null, edit: null, cursor: null });
  return (
    <>
      <PageHeading
        title={`v${active_version} is active`}
        actions={
          <Button component={ConsoleLink} href="/rollbacks" variant="default">
            Rollbacks
          </Button>
        }
      >
        {activeVersionLine(active)}
      </PageHeading>
      <DriftBanner onWritten={showDraft} />
      <div className={styles.columns}>
        <Panel title="Versions" note="newest first" isFlush className={styles.versions}>
          <VersionList
            versions={versions}
            instances={instances}
            shown={shown}
            pair={pair}
            onShow={(version) => onChange({ version, from: null, to: null })}
            onCompare={(next) => onChange(next)}
          />
          {(state.cursor !== null || next_cursor !== null) && (
            <footer className={styles.foot}>
              {state.cursor !== null && (
                <Button variant="default" onClick={() => onChange({ cursor: null })}>
                  Newest
                </Button>
              )}
              {next_cursor !== null && (
                <Button variant="default" onClick={() => onChange({ cursor: Number(next_cursor) })}>
                  Older
                </Button>
              )}
            </footer>
          )}
        </Panel>
        <div className={styles.side}>
          {state.edit !== null && (
            <DraftPanel
              source={state.edit}
              activeVersion={active_version}
              onWritten={showDraft}
              onClose={() => onChange({ edit: null })}
            />
          )}
          {pair !== null && (
            <DiffPanel
              pair={pair}
              form={state.diff}
              onForm={(diff) => onChange({ diff })}
              link={() =>
                `${location.origin}${location.pathname}${serialize({ ...state, ...pair, version: shown, cursor: null })}`
              }
            />
          )}
          <VersionPanel
            version={shown}
            activeVersion={active_version}
            summary={versions.find((summary) => summary.version === shown) ?? null}
            onEdit={() => onChange({ edit: shown })}
          />
        </div>
      </div>
    </>
  );
}
