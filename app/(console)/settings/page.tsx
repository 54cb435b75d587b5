import type { Metadata } from "next";
import { createLoader } from "nuqs/server";
import { Prefetched } from "@/components/prefetched";
import { ADMIN_SECTIONS, settingsParsers } from "@/components/settings/settings-url";
import { SettingsView } from "@/components/settings/settings-view";
import type { PageSearchParams } from "@/lib/client/view-params";
import { readAnswers } from "@/lib/server/read-answers";
import { requirePrincipal } from "@/lib/server/require-principal";
import { settingsAnswers } from "./settings-answers";

export const metadata: Metadata = { title: "Settings" };

const loadState = createLoader(settingsParsers);

export default async function SettingsPage({ searchParams }: { readonly searchParams: PageSearchParams }) {
  const principal = await requirePrincipal();
  const state = await loadState(searchParams);
  const isAllowed = principal.roles.includes("admin") || !ADMIN_SECTIONS.includes(state.section);
  return (
    <Prefetched answers={isAllowed ? await readAnswers(settingsAnswers(state)) : []}>
      <SettingsView />
    </Prefetched>
  );
}
