import type { SettingsUrlState } from "@/components/settings/settings-url";
import { clientsQuery, peopleQuery, providersQuery, settingsQuery, tokensQuery } from "@/lib/client/directory";
import { aliasListQuery, gateSettingsQuery } from "@/lib/client/gate-queries";
import { assertNever } from "@/lib/core/assert-never";
import type { AskedRead } from "@/lib/server/read-answers";
import { runtime } from "@/lib/server/runtime";

/** What a section of Settings shows, for its first HTML. The caller has checked who may see it. */
export function settingsAnswers({ section, alias }: SettingsUrlState): AskedRead[] {
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
    case "gates": {
      const shown = alias ?? [...reads.aliases()].sort()[0];
      const gates = shown === undefined ? [] : [[gateSettingsQuery(shown), () => reads.gateSettings(shown)] as const];
      return [[aliasListQuery(), () => reads.aliasList()], ...gates];
    }
    case "recording":
    case "environment":
      return [[settingsQuery(), async () => reads.settings()]];
    case "shortcuts":
      return [];
    default:
      return assertNever(section);
  }
}
