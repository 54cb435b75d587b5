"use client";

import { QuietSelect } from "@/components/ui/quiet-select";
import { useWindow } from "@/lib/client/use-view";
import { WINDOWS, type Window } from "@/lib/contract/common";

const LABELS: Readonly<Record<Window, string>> = {
  "15m": "Last 15 min",
  "1h": "Last hour",
  "6h": "Last 6 h",
  "24h": "Last 24 h",
  "7d": "Last 7 d",
};

const OPTIONS = WINDOWS.map((value) => ({ value, label: LABELS[value] }));

/** What the page looks back over. */
export function WindowPicker() {
  const [window, setWindow] = useWindow();
  return <QuietSelect label="Look back over" value={window} options={OPTIONS} onChange={setWindow} />;
}
