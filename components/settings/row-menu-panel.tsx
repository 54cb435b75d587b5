"use client";

import { Menu } from "@mantine/core";
import { useState } from "react";
import type { DirectoryRow } from "./directory-list";
import { RowMenuButton } from "./row-menu-button";

/** The menu of a row. Loaded, and then open, when it is first asked for. */
export function RowMenuPanel({ row }: { readonly row: DirectoryRow }) {
  const [isOpen, setIsOpen] = useState(true);
  return (
    <Menu opened={isOpen} onChange={setIsOpen} position="bottom-end" width={244} returnFocus>
      <Menu.Target>
        <RowMenuButton title={row.title} />
      </Menu.Target>
      <Menu.Dropdown>
        {row.actions.map(({ label, isDestructive = false, onClick }) => (
          <Menu.Item key={label} onClick={onClick} {...(isDestructive ? { color: "var(--failing)" } : {})}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
