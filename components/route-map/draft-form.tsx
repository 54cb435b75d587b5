"use client";

import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { announce } from "@/lib/client/announce";
import { checkDraftMutation, draftMutation } from "@/lib/client/draft-queries";
import { newIdempotencyKey } from "@/lib/client/new-idempotency-key";
import { whyNotAllowed } from "@/lib/client/permissions";
import dialog from "../alias/dialog.module.css";
import { OrderFailure } from "../alias/order-failure";
import { useSession } from "../shell/session-context";
import { ActivationRefusals } from "./activation-refusals";
import styles from "./draft-form.module.css";
import { SemanticDiff } from "./semantic-diff";
import { YamlEditor } from "./yaml-editor";

const SHORTEST_REASON = 3;

export interface DraftFormProps {
  readonly initial: string;
  readonly activeVersion: number;
  readonly onWritten: (version: number) => void;
}

/** The text of a draft: checked on request, written only when the check found nothing wrong with this very text. */
export function DraftForm({ initial, activeVersion, onWritten }: DraftFormProps) {
  const { principal } = useSession();
  const [yaml, setYaml] = useState(initial);
  const [reason, setReason] = useState("");
  const [idempotencyKey, setIdempotencyKey] = useState(newIdempotencyKey);
  const file = useRef<HTMLInputElement>(null);
  const check = useMutation(checkDraftMutation());
  const write = useMutation({
    ...draftMutation(),
    onSuccess: ({ route_version }) => {
      announce(`v${route_version} is written as a draft. v${activeVersion} stays active.`);
      onWritten(route_version);
    },
  });
  const checked = check.variables?.yaml === yaml ? check.data : undefined;
  const obstacle = whyNotAllowed(principal, "route_map.draft");
  const isSame = checked !== undefined && checked.problems.length === 0 && checked.entries.length === 0;
  const isGood = checked !== undefined && checked.problems.length === 0 && !isSame;

  function edit(text: string) {
    setYaml(text);
    setIdempotencyKey(newIdempotencyKey());
  }

  return (
    <div className={dialog.body}>
      {obstacle !== null && <p className={dialog.warning}>{obstacle}</p>}
      <YamlEditor value={yaml} problems={check.data?.problems ?? []} onChange={edit} />
      <div className={styles.actions}>
        <input
          ref={file}
          type="file"
          accept=".yaml,.yml,.json,text/yaml,application/json"
          aria-label="YAML file to import"
          hidden
          onChange={(event) => {
            const [chosen] = event.currentTarget.files ?? [];
            void chosen?.text().then(edit);
            event.currentTarget.value = "";
          }}
        />
        <Button variant="default" onClick={() => file.current?.click()}>
          Import YAML
        </Button>
        <Button variant="default" disabled={yaml === initial} onClick={() => edit(initial)}>
          Undo all edits
        </Button>
        <Button
          variant={isGood ? "default" : "filled"}
          loading={check.isPending}
          disabled={obstacle !== null}
          onClick={() => check.mutate({ yaml })}
        >
          Check draft
        </Button>
      </div>
      {check.error !== null && <OrderFailure error={check.error} />}
      {isSame && (
        <p className={dialog.note}>This is what v{checked.base_version} says already: nothing would change.</p>
      )}
      {isGood && (
        <>
          <p className={styles.verdict} role="status">
            No problems. Compared with v{checked.base_version}:
          </p>
          <div className={styles.diff}>
            <SemanticDiff entries={checked.entries} />
          </div>
          <ActivationRefusals refusals={checked.refusals} />
          {checked.needs_approval !== null && <p className={dialog.note}>{checked.needs_approval}</p>}
          <TextInput
            label="Reason"
            value={reason}
            maxLength={500}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {write.error !== null && <OrderFailure error={write.error} />}
          <div className={dialog.buttons}>
            <Button
              loading={write.isPending}
              disabled={reason.trim().length < SHORTEST_REASON}
              onClick={() =>
                write.mutate({
                  draft: { yaml, reason: reason.trim(), base_version: checked.base_version },
                  idempotencyKey,
                })
              }
            >
              Write draft on v{checked.base_version}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
