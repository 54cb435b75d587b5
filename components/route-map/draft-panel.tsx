"use client";

import { Button, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { routeMapYamlQuery } from "@/lib/client/queries";
import { QueryState } from "../query-state";
import { Panel } from "../ui/panel";
import { DraftForm } from "./draft-form";

export interface DraftPanelProps {
  /** The version whose content the draft starts from. */
  readonly source: number;
  readonly activeVersion: number;
  readonly onWritten: (version: number) => void;
  readonly onClose: () => void;
}

/** Writes the next version: the YAML of one to start from, checked before it is written, and nothing in force yet. */
export function DraftPanel({ source, activeVersion, onWritten, onClose }: DraftPanelProps) {
  const query = useQuery(routeMapYamlQuery(source));
  return (
    <Panel
      title="What should the next version say?"
      note={
        source === activeVersion ? `starts from v${source}` : `starts from v${source}, compared with v${activeVersion}`
      }
      actions={
        <Button variant="default" size="compact-sm" onClick={onClose}>
          Close editor
        </Button>
      }
    >
      <QueryState query={query} subject={`The YAML of v${source}`} skeleton={<Skeleton height={420} />}>
        {(yaml) => <DraftForm key={source} initial={yaml} activeVersion={activeVersion} onWritten={onWritten} />}
      </QueryState>
    </Panel>
  );
}
