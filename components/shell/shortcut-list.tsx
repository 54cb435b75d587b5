"use client";

import { Fragment } from "react";
import { CONSOLE_PAGES } from "./pages";
import styles from "./shortcuts-dialog.module.css";

const SHORTCUTS: readonly { readonly keys: readonly string[]; readonly does: string }[] = [
  { keys: ["⌘ or Ctrl", "K"], does: "Search or act" },
  { keys: ["/"], does: "Filter this page" },
  ...CONSOLE_PAGES.flatMap(({ shortcut, label }) => (shortcut ? [{ keys: ["g", shortcut], does: label }] : [])),
  { keys: ["j"], does: "Next request" },
  { keys: ["k"], does: "Previous request" },
  { keys: ["p"], does: "Pause or resume the live list" },
  { keys: ["?"], does: "These shortcuts" },
];

/** Every key the console knows. */
export function ShortcutList() {
  return (
    <>
      <dl className={styles.list}>
        {SHORTCUTS.map(({ keys, does }) => (
          <Fragment key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </Fragment>
        ))}
      </dl>
      <p className={styles.note}>No single key changes traffic: every change has its dialog and its button.</p>
    </>
  );
}
