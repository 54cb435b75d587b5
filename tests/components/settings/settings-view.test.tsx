import { describe, expect, test } from "vitest";
import type { PrefetchedAnswer } from "@/components/prefetched";
import { SettingsView } from "@/components/settings/settings-view";
import { clientsQuery, peopleQuery, providersQuery } from "@/lib/client/directory";
import type { ClientList, PeopleList, ProviderList } from "@/lib/contract/directory";
import type { Principal } from "@/lib/contract/session";
import { renderConsole, wordsOf } from "@/tests/support/render-console";

const people: PeopleList = {
  people: [
    {
      id: "p1",
      email: "lee@example.com",
      name: "Lee",
      roles: ["operator", "approver"],
      disabled: false,
      signs_in_with: [],
      sessions: 0,
      last_seen_at: null,
      link_until: "2026-11-21T09:00:00.000Z",
      created_at: "2026-11-20T09:00:00.000Z",
    },
  ],
};

const clients: ClientList = {
  clients: [
    {
      id: "web-app",
      tenant: "acme",
      requests_per_minute: 6000,
      concurrent: null,
      key_made_at: "2026-11-20T09:00:00.000Z",
      previous_key_until: "2026-11-20T10:00:00.000Z",
      revoked_at: null,
    },
  ],
};

const providers: ProviderList = {
  providers: [
    {
      id: "openai",
      base_url: "https://api.example.com/v1",
      host: "api.example.com",
      key: "other_host",
      last_four: "9f2c",
      key_host: "api.openai.com",
      replaced_at: "2026-11-20T09:00:00.000Z",
      routes: ["openai-chat"],
    },
  ],
};

const ADA: Principal = { kind: "person", id: "p2", name: "Ada", email: "ada@example.com", roles: ["admin"] };
const asAdmin = (search: string, answers: readonly PrefetchedAnswer[]) =>
  wordsOf(renderConsole(<SettingsView />, { search, answers, principal: ADA }));

describe("settings", () => {
  test("says of a person what they may do, and that they cannot sign in before they used their link", () => {
    const words = asAdmin("", [[peopleQuery(), people]]);
    expect(words).toContain("Lee lee@example.com operator approver cannot sign in yet link until 2026-11-21 09:00:00Z");
  });

  test("says of a client how much it may send and until when its old key works", () => {
    const words = asAdmin("?section=clients", [[clientsQuery(), clients]]);
    expect(words).toContain("web-app tenant acme 6,000 req/min any number at once");
    expect(words).toContain("old key until 2026-11-20 10:00:00Z");
  });

  test("says that a key of another host is not sent, and does not hint at it", () => {
    const words = asAdmin("?section=providers", [[providersQuery(), providers]]);
    expect(words).toContain("key of another host entered for api.openai.com, so it is not sent; enter it again");
    expect(words).not.toContain("9f2c");
  });

  test("tells somebody else who looks after people, and asks the server for nothing", () => {
    expect(wordsOf(renderConsole(<SettingsView />, { answers: [] }))).toContain("Admins look after this.");
  });
});
