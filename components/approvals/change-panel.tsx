"use client";

import { useState } from "react";
import type { ApprovalView } from "@/lib/contract/approval";
import chart from "../charts/chart-frame.module.css";
import { RawDiff } from "../route-map/raw-diff";
import { SemanticDiff } from "../route-map/semantic-diff";
import { Panel } from "../ui/panel";

/** What the route map would say differently: field by field in words, or as the diff of its YAML. */
export function ChangePanel({ approval }: { readonly approval: ApprovalView }) {
  const [isRaw, setIsRaw] = useState(false);
  return (
    <Panel
      title="What changes?"
      note={`against v${approval.base_version}`}
      actions={
        <button type="button" className={chart.toggle} onClick={() => setIsRaw(!isRaw)}>
          {isRaw ? "Show in plain words" : "Show raw diff"}
        </button>
      }
      isFlush
    >
      {isRaw ? <RawDiff unified={approval.raw_diff} /> : <SemanticDiff entries={approval.diff} />}
    </Panel>
  );
}
