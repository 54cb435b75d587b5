"use client";

import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useId, useState } from "react";
import { OrderFailure } from "@/components/alias/order-failure";
import { announce } from "@/lib/client/announce";
import { editRowMutation, type RowPlace } from "@/lib/client/contract-queries";
import type { ContractRowView, ContractSheetView } from "@/lib/contract/contract-sheet";
import { CONTRACT_ROWS } from "@/lib/core/contract-rows";
import styles from "./row-form.module.css";
import { printSettingText, readSettingText, SETTING_HINTS } from "./setting-text";

const SHORTEST_REASON = 3;

export interface RowFormProps {
  readonly sheet: ContractSheetView;
  readonly row: ContractRowView;
  readonly place: RowPlace;
  readonly onClose: () => void;
}

/** Writes one row anew. It is unverified afterwards, and says so before the press. */
export function RowForm({ sheet, row, place, onClose }: RowFormProps) {
  const [value, setValue] = useState(row.value);
  const [settingText, setSettingText] = useState(printSettingText(row.setting));
  const [source, setSource] = useState(row.source_url ?? "");
  const [accessedOn, setAccessedOn] = useState(row.accessed_on ?? "");
  const [wording, setWording] = useState(row.safe_wording);
  const [reason, setReason] = useState("");
  // The revision that was on screen when the form was opened: a newer one makes the server refuse.
  const [baseRevision] = useState(sheet.revision);
  const edit = useMutation({
    ...editRowMutation(),
    onSuccess: () => {
      announce(`${row.label} of ${sheet.provider} ${sheet.endpoint} is written`);
      onClose();
    },
  });
  const kind = CONTRACT_ROWS[row.row].sets;
  const read = kind === null ? { kind: "read" as const, setting: row.setting } : readSettingText(kind, settingText);
  const missing =
    read.kind === "unclear" ? read.why : reason.trim().length < SHORTEST_REASON ? "Say why, in a few words." : null;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (missing !== null || read.kind === "unclear") return;
        edit.mutate({
          place,
          edit: {
            value,
            setting: read.setting,
            source_url: source.trim() || null,
            accessed_on: accessedOn || null,
            safe_wording: wording,
            reason: reason.trim(),
            base_revision: baseRevision,
          },
        });
      }}
    >
      <LongField label="What is known" value={value} onChange={setValue} />
      {kind !== null && (
        <LongField
          label="What the gateway takes from it"
          hint={`Empty leaves the route map's value in force. For instance: ${SETTING_HINTS[kind]}`}
          value={settingText}
          isCode
          onChange={setSettingText}
        />
      )}
      <div className={styles.pair}>
        <TextInput
          label="Source"
          type="url"
          value={source}
          onChange={(event) => setSource(event.currentTarget.value)}
        />
        <TextInput
          label="Read on"
          type="date"
          value={accessedOn}
          onChange={(event) => setAccessedOn(event.currentTarget.value)}
        />
      </div>
      <LongField label="Safe wording" hint="How it may be repeated." value={wording} onChange={setWording} />
      <TextInput
        label="Reason"
        description="Kept in the audit trail."
        value={reason}
        maxLength={500}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {edit.error !== null && <OrderFailure error={edit.error} />}
      <p className={styles.note}>{missing ?? consequenceOf(kind !== null)}</p>
      <div className={styles.buttons}>
        <Button variant="default" onClick={onClose}>
          Keep as it is
        </Button>
        <Button type="submit" loading={edit.isPending} aria-disabled={missing !== null}>
          Write {row.label.toLowerCase()}
        </Button>
      </div>
    </form>
  );
}

function consequenceOf(isRead: boolean): string {
  const unverified = "The row is unverified from then on, until somebody else verifies it.";
  return isRead ? `The gateway goes by it from the next request on, the primary included. ${unverified}` : unverified;
}

interface LongFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly isCode?: boolean;
  readonly onChange: (value: string) => void;
}

function LongField({ label, hint, value, isCode = false, onChange }: LongFieldProps) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {hint !== undefined && <p id={`${id}-hint`}>{hint}</p>}
      <textarea
        id={id}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        className={isCode ? `${styles.text} mono` : styles.text}
        rows={Math.min(8, Math.max(2, Math.ceil(value.length / 90), value.split("\n").length))}
        value={value}
        maxLength={2_000}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  );
}
