import { describe, expect, test } from "vitest";
import { SettingsView } from "@/components/settings/settings-view";
import { aliasListQuery, gateSettingsQuery } from "@/lib/client/gate-queries";
import type { AliasList } from "@/lib/contract/alias-list";
import { GateSettingsBody, type GateSettingsView } from "@/lib/contract/gates";
import type { Principal } from "@/lib/contract/session";
import { renderConsole, wordsOf } from "@/tests/support/render-console";

const ALIAS = "support-summary-v3";
const list: AliasList = {
  active_version: 42,
  aliases: [
    {
      alias: ALIAS,
      owner: "support",
      primary: "openai-chat",
      fallbacks: [],
      canary: null,
      rollback_route_version: null,
      expires_at: null,
    },
  ],
};
const defaults: GateSettingsView = {
  alias: ALIAS,
  revision: null,
  updated_at: null,
  settings: GateSettingsBody.parse({}),
  objective: { availability: 99.5, latency_p95_ms: 2_000 },
};
const ADA: Principal = { kind: "person", id: "p2", name: "Ada", email: "ada@example.com", roles: ["admin"] };

function page(view: GateSettingsView, principal?: Principal): string {
  const answers = [
    [aliasListQuery(), list],
    [gateSettingsQuery(ALIAS), view],
  ] as const;
  return renderConsole(<SettingsView />, { search: "?section=gates", answers, ...(principal ? { principal } : {}) });
}

describe("the gates of an alias", () => {
  test("say what they let through, how they act, and what the objective fills in", () => {
    const text = wordsOf(page(defaults));
    expect(text).toContain("99.5% of requests answered, p95 within 2 s");
    expect(text).toContain(
      "Server errors Calls that ended in a server or connection error Enforce at most 2% of calls",
    );
    expect(text).toContain("at most 2 s, from the objective at most 25% slower than stable when it fails: hold");
    expect(text).toContain("at most 4 s, from the objective");
    expect(text).toContain("Nobody changed its gates; these are the defaults.");
  });

  test("a gate that only warns does not claim to act", () => {
    const cost = wordsOf(page(defaults)).match(
      /Cost What a request costs.*?no spend cap(.*?)What do the words mean/,
    )?.[1];
    expect(cost?.trim()).toBe("");
  });

  test("are changed by admins and read by everybody", () => {
    expect(page(defaults, ADA)).toContain('aria-label="Change Timeouts"');
    const read = page(defaults);
    expect(read).not.toContain('aria-label="Change Timeouts"');
    expect(wordsOf(read)).toContain("Admins change them.");
  });

  test("without a latency objective a gate says that it has no limit of its own", () => {
    const view = { ...defaults, objective: { availability: 99.5, latency_p95_ms: null } };
    expect(wordsOf(page(view))).toContain("no limit of its own: the alias has no latency objective");
  });
});
