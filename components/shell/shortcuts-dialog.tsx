"use client";

import { Modal } from "@mantine/core";
import { ShortcutList } from "./shortcut-list";

export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title="Keyboard shortcuts" size="sm">
      <ShortcutList />
    </Modal>
  );
}
