"use client";

import { SegmentedControl, TextInput } from "@mantine/core";
import { useState } from "react";
import dialog from "@/components/alias/dialog.module.css";
import { changeGates } from "@/lib/client/gate-queries";
import type { GateSettingsView } from "@/lib/contract/gates";
import { GATE_ACTIONS, GATE_MODES, type GateName } from "@/lib/core/gate";
import { GATE_TITLES } from "@/lib/core/gate-words";
import { gateFieldTexts, withGate } from "./gate-fields";
import { type Choice, GATE_ACTION_WORDS, GATE_MODE_WORDS } from "./gate-setting-words";
import { OrderDialog } from "./order-dialog";

export interface GateDialogProps {
  /** As it was on screen when the dialog was opened: a newer revision makes the server refuse. */
  readonly view: GateSettingsView;
  readonly gate: GateName;
  readonly onClose: () => void;
}

/** Changes one gate of an alias: how it acts, and what it lets through. */
export function GateDialog({ view, gate, onClose }: GateDialogProps) {
  const { alias, revision, settings } = view;
  const [mode, setMode] = useState(settings[gate].mode);
  const [action, setAction] = useState(settings[gate].action);
  const [texts, setTexts] = useState(() => gateFieldTexts(settings[gate]));
  const read = withGate(settings, gate, { mode, action }, texts);
  const name = GATE_TITLES[gate].replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
  return (
    <OrderDialog
      title={`Change the gate on ${name} of ${alias}`}
      verb={`Change gate of ${alias}`}
      keep="Keep the gate"
      isReasonNeeded
      done={`The gate on ${name} of ${alias} was changed`}
      consequence="The next evaluation uses it, within seconds; a canary that is out now is judged by it."
      missing={read.kind === "unclear" ? read.why : null}
      onOrder={({ reason = "" }, key) => {
        if (read.kind === "unclear") return Promise.reject(new Error(read.why));
        return changeGates(alias, { base_revision: revision, settings: read.settings, reason }, key);
      }}
      onClose={onClose}
    >
      <ChoiceField label="Mode" names={GATE_MODES} words={GATE_MODE_WORDS} value={mode} onChange={setMode} />
      <ChoiceField
        label="When it fails in enforce"
        names={GATE_ACTIONS}
        words={GATE_ACTION_WORDS}
        value={action}
        onChange={setAction}
      />
      {texts.map(({ field, label, text }) => (
        <TextInput
          key={field}
          label={label}
          inputMode="decimal"
          autoComplete="off"
          value={text}
          onChange={(event) => {
            const typed = event.currentTarget.value;
            setTexts(texts.map((one) => (one.field === field ? { ...one, text: typed } : one)));
          }}
        />
      ))}
    </OrderDialog>
  );
}

interface ChoiceFieldProps<T extends string> {
  readonly label: string;
  readonly names: readonly T[];
  readonly words: Readonly<Record<T, Choice>>;
  readonly value: T;
  readonly onChange: (value: T) => void;
}

function ChoiceField<T extends string>({ label, names, words, value, onChange }: ChoiceFieldProps<T>) {
  return (
    <div>
      <p className={dialog.label}>{label}</p>
      <SegmentedControl
        fullWidth
        aria-label={label}
        value={value}
        data={names.map((name) => ({ value: name, label: words[name].label }))}
        onChange={(chosen) => {
          const name = names.find((one) => one === chosen);
          if (name !== undefined) onChange(name);
        }}
      />
      <p className={dialog.note}>
        {words[value].label} {words[value].meaning}.
      </p>
    </div>
  );
}
