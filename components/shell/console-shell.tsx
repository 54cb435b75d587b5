"use client";

import { useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { type ReactNode, useEffect } from "react";
import { startLive } from "@/lib/client/live";
import { useIsStale } from "@/lib/client/use-live";
import type { SessionView } from "@/lib/contract/session";
import { DrillStrip } from "../drills/drill-strip";
import { BottomBar } from "./bottom-bar";
import styles from "./console-shell.module.css";
import { DialogHost } from "./dialog-host";
import { Header } from "./header";
import { LiveRegions } from "./live-regions";
import { useWasPaletteAsked } from "./palette-store";
import { ProblemStrip } from "./problem-strip";
import { Rail } from "./rail";
import { SessionProvider } from "./session-context";
import { useShortcuts } from "./use-shortcuts";

const Palette = dynamic(() => import("./palette").then((module) => module.Palette), { ssr: false });

/** Around every page of the console: the ways around, the header, the live stream, dialogs and shortcuts. */
export function ConsoleShell({ session, children }: { readonly session: SessionView; readonly children: ReactNode }) {
  const client = useQueryClient();
  const isStale = useIsStale();
  const wasPaletteAsked = useWasPaletteAsked();
  useEffect(() => startLive(client), [client]);
  useShortcuts();
  return (
    <SessionProvider session={session}>
      <a href="#main" className={styles.skip}>
        Skip to content
      </a>
      <div className={styles.shell}>
        <div className={styles.desktopOnly}>
          <Rail />
        </div>
        <div className={styles.column}>
          <Header />
          <ProblemStrip />
          <DrillStrip />
          <main id="main" tabIndex={-1} className={styles.main} data-stale={isStale}>
            {children}
          </main>
        </div>
        <div className={styles.phoneOnly}>
          <BottomBar />
        </div>
      </div>
      <LiveRegions />
      <DialogHost />
      {wasPaletteAsked && <Palette />}
    </SessionProvider>
  );
}
