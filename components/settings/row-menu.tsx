"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import type { DirectoryRow } from "./directory-list";
import { RowMenuButton } from "./row-menu-button";

const loadPanel = () => import("./row-menu-panel").then((module) => module.RowMenuPanel);
const RowMenuPanel = dynamic(loadPanel, { ssr: false, loading: () => <RowMenuButton title="this row" /> });

/** What can be done to one row, behind one button. The menu is fetched when somebody reaches for it. */
export function RowMenu({ row }: { readonly row: DirectoryRow }) {
  const [wasAsked, setWasAsked] = useState(false);
  if (wasAsked) return <RowMenuPanel row={row} />;
  return (
    <RowMenuButton
      title={row.title}
      aria-haspopup="menu"
      onPointerEnter={() => void loadPanel()}
      onFocus={() => void loadPanel()}
      onClick={() => setWasAsked(true)}
    />
  );
}
