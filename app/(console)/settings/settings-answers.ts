import type { SettingsSection } from "@/components/settings/settings-url";
import { clientsQuery, peopleQuery, providersQuery, settingsQuery, tokensQuery } from "@/lib/client/directory";
import { assertNever } from "@/lib/core/assert-never";
import type { AskedRead } from "@/lib/server/read-answers";
import { runtime } from "@/lib/server/runtime";

/** What a section of Settings shows, for its first HTML. The caller has checked who may see it. */
export function settingsAnswers(section: SettingsSection): AskedRead[] {
  const { reads } = runtime();
  switch (section) {
    case "people":
      return [[peopleQuery(), () => reads.people()]];
    case "tokens":
      return [[tokensQuery(), () => reads.tokens()]];
    case "clients":
      return [[clientsQuery(), () => reads.clients()]];
    case "providers":
      return [[providersQuery(), () => reads.providers()]];
    case "recording":
    case "environment":
      return [[settingsQuery(), async () => reads.settings()]];
    case "shortcuts":
      return [];
    default:
      return assertNever(section);
  }
}
