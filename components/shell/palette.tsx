"use client";

import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData, spotlight } from "@mantine/spotlight";
import { useQuery } from "@tanstack/react-query";
import { useRouter, useSearchParams } from "next/navigation";
import { useEffect } from "react";
import { openDialog } from "@/lib/client/dialogs";
import { withLastingParams } from "@/lib/client/lasting-params";
import { overviewQuery } from "@/lib/client/queries";
import { useWindow } from "@/lib/client/use-view";
import type { AliasSummary } from "@/lib/contract/overview";
import { CONSOLE_PAGES } from "./pages";
import styles from "./palette.module.css";
import { onPaletteLoaded } from "./palette-store";

/** Go to a page or an alias, or open the dialog that rolls one back. Nothing here acts by itself. */
export function Palette() {
  const router = useRouter();
  const params = useSearchParams();
  const [window] = useWindow();
  const { data } = useQuery(overviewQuery(window));
  useEffect(() => onPaletteLoaded(spotlight.open), []);

  const goTo = (href: string) => () => router.push(withLastingParams(href, params));
  const aliases = data?.aliases ?? [];
  const groups: SpotlightActionGroupData[] = [
    {
      group: "Go to",
      actions: CONSOLE_PAGES.map(({ href, label }) => ({ id: href, label, onClick: goTo(href) })),
    },
    {
      group: "Aliases",
      actions: aliases.map((summary) => ({
        id: `alias:${summary.alias}`,
        label: summary.alias,
        description: summary.status_reason,
        onClick: goTo(`/aliases/${encodeURIComponent(summary.alias)}`),
      })),
    },
    { group: "Act", actions: aliases.flatMap(rollBackAction) },
  ];
  return (
    <Spotlight
      actions={groups.filter((group) => group.actions.length > 0)}
      attributes={{ content: { "aria-label": "Search or act" } }}
      shortcut={null}
      classNames={{
        content: styles.content ?? "",
        search: styles.search ?? "",
        action: styles.action ?? "",
        actionDescription: styles.description ?? "",
      }}
      overlayProps={{ blur: 0, backgroundOpacity: 0.45 }}
      limit={20}
      nothingFound="Nothing matches. Type a page, an alias or “roll back”."
      searchProps={{ placeholder: "Go to a page, an alias, or roll one back", "aria-label": "Search or act" }}
    />
  );
}

function rollBackAction({ alias, rollback_to }: AliasSummary): SpotlightActionData[] {
  if (rollback_to === null) return [];
  const label = `Roll back ${alias} to v${rollback_to}`;
  return [{ id: `roll-back:${alias}`, label, onClick: () => openDialog({ kind: "roll-back", alias }) }];
}
