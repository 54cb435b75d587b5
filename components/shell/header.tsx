"use client";

import { IconSearch } from "@tabler/icons-react";
import { FreshnessBadge } from "@/components/ui/freshness-badge";
import { useTimeZone } from "@/lib/client/use-view";
import { EnvironmentChip } from "./environment-chip";
import styles from "./header.module.css";
import { openPalette } from "./palette-store";
import { useSession } from "./session-context";
import { UserMenu } from "./user-menu";
import { WindowPicker } from "./window-picker";

/** On every page: where a press lands, how old the data is, what the page looks back over, and who is asking. */
export function Header() {
  const session = useSession();
  const [zone, setZone] = useTimeZone();
  return (
    <header className={styles.header}>
      <div className={styles.side}>
        <EnvironmentChip environment={session.environment} />
        <FreshnessBadge />
      </div>
      <div className={styles.side}>
        <WindowPicker />
        <button
          type="button"
          className={`${styles.control} ${styles.desktopOnly}`}
          aria-label={zone === "utc" ? "Times are in UTC. Show local times" : "Times are local. Show UTC"}
          onClick={() => setZone(zone === "utc" ? "local" : "utc")}
        >
          {zone === "utc" ? "UTC" : "Local"}
        </button>
        <button type="button" className={`${styles.control} ${styles.desktopOnly}`} onClick={openPalette}>
          <IconSearch size={15} className={styles.narrowOnly} aria-hidden />
          <span className={styles.words}>Search or act</span>
          <kbd className={`${styles.key} ${styles.wideOnly}`}>⌘K</kbd>
        </button>
        <span className={`${styles.who} ${styles.desktopOnly}`}>
          <UserMenu />
        </span>
      </div>
    </header>
  );
}
