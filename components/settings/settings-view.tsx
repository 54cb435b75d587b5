"use client";

import { useQueryStates } from "nuqs";
import { createSerializer } from "nuqs/server";
import type { ReactNode } from "react";
import { assertNever } from "@/lib/core/assert-never";
import { useSession } from "../shell/session-context";
import { ShortcutList } from "../shell/shortcut-list";
import { ConsoleLink } from "../ui/console-link";
import { EmptyState } from "../ui/empty-state";
import { PageHeading } from "../ui/page-heading";
import { Panel } from "../ui/panel";
import { ClientsSection } from "./clients-section";
import { EnvironmentSection } from "./environment-section";
import { GatesSection } from "./gates-section";
import { PeopleSection } from "./people-section";
import { ProvidersSection } from "./providers-section";
import { RecordingSection } from "./recording-section";
import {
  ADMIN_SECTIONS,
  SECTION_LABELS,
  SETTINGS_SECTIONS,
  type SettingsSection,
  settingsParsers,
} from "./settings-url";
import styles from "./settings-view.module.css";
import { TokensSection } from "./tokens-section";

const serialize = createSerializer(settingsParsers);

/** Who may do what, which keys open what, and what is set outside the console. Each section has its address. */
export function SettingsView() {
  const [{ section }] = useQueryStates(settingsParsers);
  const { principal } = useSession();
  const isForOthers = ADMIN_SECTIONS.includes(section) && !principal.roles.includes("admin");
  return (
    <>
      <PageHeading title="Settings">Every change here is in the audit trail, with who made it and why.</PageHeading>
      <div className={styles.columns}>
        <nav className={styles.nav} aria-label="Settings">
          {SETTINGS_SECTIONS.map((name) => (
            <ConsoleLink
              key={name}
              href={`/settings${serialize({ section: name })}`}
              className={styles.link}
              aria-current={name === section ? "page" : undefined}
            >
              {SECTION_LABELS[name]}
            </ConsoleLink>
          ))}
        </nav>
        <div className={styles.section}>{isForOthers ? <AdminsOnly section={section} /> : sectionOf(section)}</div>
      </div>
    </>
  );
}

function sectionOf(section: SettingsSection): ReactNode {
  switch (section) {
    case "people":
      return <PeopleSection />;
    case "tokens":
      return <TokensSection />;
    case "clients":
      return <ClientsSection />;
    case "providers":
      return <ProvidersSection />;
    case "gates":
      return <GatesSection />;
    case "recording":
      return <RecordingSection />;
    case "environment":
      return <EnvironmentSection />;
    case "shortcuts":
      return (
        <Panel title="Which keys are there?">
          <ShortcutList />
        </Panel>
      );
    default:
      return assertNever(section);
  }
}

function AdminsOnly({ section }: { readonly section: SettingsSection }) {
  const { principal } = useSession();
  return (
    <Panel title={SECTION_LABELS[section]}>
      <EmptyState title="Admins look after this.">
        <p>
          You are signed in as {principal.roles.join(" and ") || "somebody without a role"}. Ask an admin to change it.
        </p>
      </EmptyState>
    </Panel>
  );
}
