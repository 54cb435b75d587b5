import { randomBytes } from "node:crypto";
import { stringify } from "yaml";
import type { z } from "zod";
import type { ConfigFile } from "@/lib/contract/config-file";
import { ROLES } from "@/lib/contract/roles";
import { DEMO_MODELS, DEMO_PROVIDERS } from "./demo-plan";

type ConfigInput = z.input<typeof ConfigFile>;

/** Passwords and keys of one start. Nothing outlives it, so a default password never exists. */
export interface DemoSecrets {
  readonly people: readonly {
    readonly role: (typeof ROLES)[number];
    readonly email: string;
    readonly password: string;
  }[];
  readonly clientKeys: ReadonlyMap<string, string>;
  readonly providerKey: string;
}

const CLIENTS = ["web-app", "mobile-app", "staff-tools", "demo"];

export function drawDemoSecrets(): DemoSecrets {
  return {
    people: ROLES.map((role) => ({ role, email: `${role}@demo.local`, password: drawSecret(9) })),
    clientKeys: new Map(CLIENTS.map((client) => [client, `sk-demo-${drawSecret(18)}`])),
    providerKey: `sim-${drawSecret(18)}`,
  };
}

/** The demo's `switchyard.yaml`. `urls` are the base URLs of the simulated providers, by id. */
export function demoConfigYaml(secrets: DemoSecrets, urls: ReadonlyMap<string, string>): string {
  const config: ConfigInput = {
    version: 1,
    environment: "demo",
    clients: [...secrets.clientKeys].map(([id, key]) => ({
      id,
      key,
      tenant: id === "staff-tools" ? null : "acme",
      limits: { requests_per_minute: 6_000, concurrent: 200 },
    })),
    people: secrets.people.map(({ role, email, password }) => ({
      email,
      name: `Demo ${role}`,
      roles: [role],
      password,
    })),
    providers: DEMO_PROVIDERS.map(({ id }) => ({
      id,
      base_url: urls.get(id) ?? "",
      api_key: secrets.providerKey,
      allow_private_network: true,
    })),
    routes: DEMO_MODELS.map(({ route, provider, model, price }) => ({
      id: route,
      provider,
      model,
      endpoints: ["chat", "responses"],
      context_window: 128_000,
      capacity_verified: true,
      production_eligible: "contract",
      price,
      timeouts: { connect_ms: 1_000, headers_ms: 8_000, first_token_ms: 6_000, idle_ms: 6_000, total_ms: 30_000 },
    })),
    cohorts: [
      { id: "internal", match: { clients: ["staff-tools"], header: true } },
      { id: "general", default: true },
    ],
    aliases: demoAliases(),
  };
  return stringify(config, { lineWidth: 120 });
}

function demoAliases(): ConfigInput["aliases"] {
  const noCanary = { internal: 0, general: 0 };
  return [
    {
      id: "support-summary-v3",
      owner: "team-support",
      expires_at: "2027-06-30",
      primary: "openai-large",
      fallbacks: ["comet-large"],
      canary: { route: "comet-large", cohorts: noCanary },
      objective: { availability: 99.5, latency_p95_ms: 2_500 },
    },
    {
      id: "search-answer-v2",
      owner: "team-search",
      expires_at: "2027-03-31",
      primary: "openai-small",
      fallbacks: ["comet-small", "comet-large"],
      canary: { route: "comet-small", cohorts: noCanary },
      objective: { availability: 99.5, latency_p95_ms: 1_500 },
    },
    {
      id: "internal-triage-v1",
      owner: "team-platform",
      primary: "openai-small",
      fallbacks: ["comet-small"],
      objective: { availability: 99, latency_p95_ms: 2_000 },
    },
    {
      id: "moderation-v1",
      owner: "team-trust",
      expires_at: "2027-01-31",
      primary: "openai-small",
      fallbacks: ["comet-small"],
      objective: { availability: 99.9, latency_p95_ms: 1_500 },
    },
  ];
}

function drawSecret(bytes: number): string {
  return randomBytes(bytes).toString("base64url");
}
