"use client";

import { Menu } from "@mantine/core";
import { openDialog } from "@/lib/client/dialogs";
import headerStyles from "./header.module.css";
import { useSession } from "./session-context";
import { ThemeSwitch } from "./theme-switch";
import { useSignOut } from "./use-sign-out";
import styles from "./user-menu.module.css";

/** Who is signed in and with which role; theme, shortcuts, sign out. */
export function UserMenu() {
  const { principal } = useSession();
  const signOut = useSignOut();
  return (
    <Menu position="bottom-end" width={232} withinPortal>
      <Menu.Target>
        <button type="button" className={headerStyles.control}>
          {principal.name} · {principal.roles.join(", ")}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={styles.who}>
          <b>{principal.name}</b>
          {principal.email ?? principal.id}
        </div>
        <div className={styles.row}>
          <ThemeSwitch />
        </div>
        <Menu.Divider />
        <Menu.Item onClick={() => openDialog({ kind: "shortcuts" })} rightSection={<kbd>?</kbd>}>
          Keyboard shortcuts
        </Menu.Item>
        <Menu.Item onClick={signOut}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
