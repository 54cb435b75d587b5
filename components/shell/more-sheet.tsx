"use client";

import { Drawer } from "@mantine/core";
import { ConsoleLink } from "@/components/ui/console-link";
import { ApprovalCount } from "./approval-count";
import styles from "./more-sheet.module.css";
import { CONSOLE_PAGES } from "./pages";
import { useSession } from "./session-context";
import { ThemeSwitch } from "./theme-switch";
import { TimeZoneSwitch } from "./time-zone-switch";
import { useSignOut } from "./use-sign-out";

/** What does not fit into a phone's bottom bar: the other pages, how things are shown, and signing out. */
export function MoreSheet({ onClose }: { readonly onClose: () => void }) {
  const { principal } = useSession();
  const signOut = useSignOut();
  return (
    <Drawer opened onClose={onClose} position="bottom" size={524} title="More" radius="lg">
      <ul className={styles.list}>
        {CONSOLE_PAGES.slice(4).map((page) => (
          <li key={page.href}>
            <ConsoleLink href={page.href} className={styles.row} onClick={onClose}>
              <span>
                {page.label} {page.countsApprovals && <ApprovalCount />}
              </span>
              <page.icon size={18} stroke={1.6} aria-hidden="true" />
            </ConsoleLink>
          </li>
        ))}
        <li className={styles.row}>
          Times in <TimeZoneSwitch />
        </li>
        <li className={styles.row}>
          Theme <ThemeSwitch />
        </li>
        <li>
          <button type="button" className={styles.row} onClick={signOut}>
            Sign out
            <span className={styles.who}>
              {principal.name}, {principal.roles.join(", ")}
            </span>
          </button>
        </li>
      </ul>
    </Drawer>
  );
}
