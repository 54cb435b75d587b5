"use client";

import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { aliasListQuery, gateSettingsQuery } from "@/lib/client/gate-queries";
import type { GateSettingsView } from "@/lib/contract/gates";
import { GATE_ACTIONS, GATE_MODES, GATE_NAMES, type GateName } from "@/lib/core/gate";
import { GATE_TITLES } from "@/lib/core/gate-words";
import { QueryState } from "../query-state";
import { useSession } from "../shell/session-context";
import { EmptyState } from "../ui/empty-state";
import { Panel } from "../ui/panel";
import { QuietSelect } from "../ui/quiet-select";
import { Timestamp } from "../ui/timestamp";
import { DirectoryList, type DirectoryRow } from "./directory-list";
import {
  type Choice,
  GATE_ACTION_WORDS,
  GATE_MEASURES,
  GATE_MODE_WORDS,
  gateLimits,
  objectiveWords,
} from "./gate-setting-words";
import styles from "./gates-section.module.css";
import { settingsParsers } from "./settings-url";

const GateDialog = dynamic(() => import("./gate-dialog").then((module) => module.GateDialog), { ssr: false });

/** What each gate of an alias lets through and does when it fails. Everybody reads it, admins change it. */
export function GatesSection() {
  const aliases = useQuery(aliasListQuery());
  const [{ alias: chosen }, setState] = useQueryStates(settingsParsers, { history: "push" });
  return (
    <>
      <QueryState query={aliases} subject="The aliases" skeleton={<Skeleton height={420} radius={10} />}>
        {({ aliases: list }) => {
          const names = list.map(({ alias }) => alias);
          const alias = chosen ?? names[0];
          if (alias === undefined) return <EmptyState title="No alias is configured." />;
          const choices = names.includes(alias) ? names : [alias, ...names];
          return <AliasGates alias={alias} choices={choices} onChoose={(next) => void setState({ alias: next })} />;
        }}
      </QueryState>
      <Panel title="What do the words mean?">
        <div className={styles.meanings}>
          <Meanings title="Mode" names={GATE_MODES} words={GATE_MODE_WORDS} />
          <Meanings title="When it fails in enforce" names={GATE_ACTIONS} words={GATE_ACTION_WORDS} />
        </div>
      </Panel>
    </>
  );
}

interface AliasGatesProps {
  readonly alias: string;
  readonly choices: readonly string[];
  readonly onChoose: (alias: string) => void;
}

function AliasGates({ alias, choices, onChoose }: AliasGatesProps) {
  const query = useQuery(gateSettingsQuery(alias));
  const { principal } = useSession();
  const isAdmin = principal.roles.includes("admin");
  const [dialog, setDialog] = useState<{ readonly gate: GateName; readonly view: GateSettingsView } | null>(null);
  return (
    <Panel
      title="What must hold before traffic moves on?"
      isFlush
      actions={
        <QuietSelect
          label="Alias"
          value={alias}
          options={choices.map((name) => ({ value: name, label: name }))}
          onChange={onChoose}
        />
      }
    >
      <QueryState query={query} subject={`The gates of ${alias}`} skeleton={<Skeleton height={420} radius={0} />}>
        {(view) => (
          <>
            <p className={styles.note}>
              Objective of {alias}: {objectiveWords(view.objective)}. <Changed view={view} />
              {!isAdmin && " Admins change them."}
            </p>
            <DirectoryList
              label={`Gates of ${alias}`}
              rows={GATE_NAMES.map((gate) => rowOf(gate, view, isAdmin ? () => setDialog({ gate, view }) : null))}
            />
          </>
        )}
      </QueryState>
      {dialog !== null && <GateDialog {...dialog} onClose={() => setDialog(null)} />}
    </Panel>
  );
}

function Changed({ view: { updated_at } }: { readonly view: GateSettingsView }) {
  if (updated_at === null) return "Nobody changed its gates; these are the defaults.";
  return (
    <>
      Last changed <Timestamp at={updated_at} withDay />.
    </>
  );
}

function rowOf(gate: GateName, { settings, objective }: GateSettingsView, onChange: (() => void) | null): DirectoryRow {
  const { mode, action } = settings[gate];
  const acts = mode === "enforce" ? `when it fails: ${GATE_ACTION_WORDS[action].label.toLowerCase()}` : null;
  return {
    id: gate,
    title: GATE_TITLES[gate],
    subtitle: GATE_MEASURES[gate],
    badges: [GATE_MODE_WORDS[mode].label],
    facts: [...gateLimits(gate, settings, objective), ...(acts === null ? [] : [acts])],
    ended: null,
    actions: onChange === null ? [] : [{ label: `Change ${GATE_TITLES[gate]}`, onClick: onChange }],
  };
}

interface MeaningsProps<T extends string> {
  readonly title: string;
  readonly names: readonly T[];
  readonly words: Readonly<Record<T, Choice>>;
}

function Meanings<T extends string>({ title, names, words }: MeaningsProps<T>) {
  return (
    <dl className={styles.words}>
      <dt className={styles.title}>{title}</dt>
      {names.map((name) => (
        <dd key={name}>
          <b>{words[name].label}</b> {words[name].meaning}.
        </dd>
      ))}
    </dl>
  );
}
