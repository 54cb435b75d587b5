"use client";

import { Menu } from "@mantine/core";
import { useState } from "react";
import { openDialog } from "@/lib/client/dialogs";
import headerStyles from "./header.module.css";
import { useSession } from "./session-context";
import { ThemeSwitch } from "./theme-switch";
import { useSignOut } from "./use-sign-out";
import { userLabel } from "./user-label";
import styles from "./user-menu.module.css";

/** The menu behind the name: theme, shortcuts, sign out. Loaded, and then open, when it is first asked for. */
export function UserMenuPanel() {
  const { principal } = useSession();
  const [isOpen, setIsOpen] = useState(true);
  const signOut = useSignOut();
  return (
    <Menu opened={isOpen} onChange={setIsOpen} position="bottom-end" width={232} returnFocus>
      <Menu.Target>
        <button type="button" className={headerStyles.control}>
          {userLabel(principal)}
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
