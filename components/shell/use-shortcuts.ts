"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { openDialog } from "@/lib/client/dialogs";
import { withLastingParams } from "@/lib/client/lasting-params";
import { CONSOLE_PAGES } from "./pages";
import { openPalette } from "./palette-store";

const CHORD_WITHIN_MS = 1_200;

/** The keys every page has. They move and open; none of them changes anything. */
export function useShortcuts(): void {
  const router = useRouter();
  useEffect(() => {
    let goPressedAtMs = Number.NEGATIVE_INFINITY;

    function onKeyDown(event: KeyboardEvent): void {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        openPalette();
        return;
      }
      if (event.metaKey || event.ctrlKey || event.altKey || isBusyTarget(event.target)) return;
      const isChord = event.timeStamp - goPressedAtMs < CHORD_WITHIN_MS;
      goPressedAtMs = Number.NEGATIVE_INFINITY;
      const page = isChord ? CONSOLE_PAGES.find(({ shortcut }) => shortcut === event.key) : undefined;
      if (page) {
        event.preventDefault();
        router.push(withLastingParams(page.href, new URLSearchParams(window.location.search)));
      } else if (event.key === "g") {
        goPressedAtMs = event.timeStamp;
      } else if (event.key === "?") {
        openDialog({ kind: "shortcuts" });
      } else if (event.key === "/") {
        event.preventDefault();
        focusFilter();
      }
    }

    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [router]);
}

/** A key typed into a field or inside a dialog is meant for it. */
function isBusyTarget(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest("input, textarea, select, [role=dialog]") !== null;
}

/** A page marks its filter with `data-filter`; a page without one gets the palette. */
function focusFilter(): void {
  const filter = document.querySelector<HTMLElement>("[data-filter]");
  if (filter === null) openPalette();
  else filter.focus();
}
