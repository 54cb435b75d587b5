import type { ConfigFile } from "@/lib/contract/config-file";
import { readConfig } from "@/lib/contract/read-config";
import { baseUrlDefect } from "@/lib/upstream/address-guard";

/** The smallest file that is valid: what has no default, and nothing else. */
export const MINIMAL_CONFIG = `
version: 1
clients:
  - { id: web-app, key: web-app-key-1 }
providers:
  - { id: openai, base_url: https://api.openai.com/v1, api_key: provider-key-1 }
routes:
  - { id: openai-chat, provider: openai, model: gpt-4.1-mini }
aliases:
  - { id: support-summary-v3, primary: openai-chat }
`;

/** A file that uses what first start looks at: two clients, people of every role, a token, a canary. */
export const FULL_CONFIG = `
version: 1
environment: test
clients:
  - { id: web-app, key: "\${WEB_APP_KEY}", tenant: acme, limits: { requests_per_minute: 600, concurrent: 20 } }
  - { id: staff-tools, key: "\${STAFF_TOOLS_KEY}" }
people:
  - { email: Viewer@example.com, name: Vera, roles: [viewer], password: "\${VIEWER_PASSWORD}" }
  - { email: operator@example.com, name: Omar, roles: [operator], password: "\${OPERATOR_PASSWORD}" }
  - { email: approver@example.com, name: Ava, roles: [approver], password: "\${APPROVER_PASSWORD}" }
  - { email: admin@example.com, name: Ada, roles: [admin], password: "\${ADMIN_PASSWORD}" }
  - { email: guest@example.com, name: Gus, roles: [viewer] }
tokens:
  - { id: ops-bot, roles: [operator], token: "\${OPS_BOT_TOKEN}" }
providers:
  - { id: openai, base_url: https://api.openai.com/v1/, api_key: "\${OPENAI_KEY}" }
  - { id: local, base_url: "http://127.0.0.1:9/v1", allow_private_network: true }
routes:
  - { id: openai-chat, provider: openai, model: gpt-4.1-mini }
  - { id: local-chat, provider: local, model: local-model }
  - { id: unused, provider: local, model: other-model }
cohorts:
  - { id: internal, match: { clients: [staff-tools], header: true } }
aliases:
  - id: support-summary-v3
    owner: team-support
    primary: openai-chat
    fallbacks: [local-chat]
    canary: { route: local-chat, cohorts: { internal: 10 } }
`;

/** FULL_CONFIG for tests in which nobody signs in with a password: a first start hashes each, slowly on purpose. */
export const PASSWORDLESS_CONFIG = FULL_CONFIG.replace(/, password: "[^"]+"/g, "");

/** Values of the variables in FULL_CONFIG, each long and unlike anything else, so that a leak is found by looking for it. */
export const CANARY_SECRETS: Readonly<Record<string, string>> = {
  WEB_APP_KEY: "canary-web-app-7d1f0b6e",
  STAFF_TOOLS_KEY: "canary-staff-tools-52c9aa01",
  VIEWER_PASSWORD: "canary-viewer-password-90d1",
  OPERATOR_PASSWORD: "canary-operator-password-4bb2",
  APPROVER_PASSWORD: "canary-approver-password-c3f7",
  ADMIN_PASSWORD: "canary-admin-password-18ae",
  OPS_BOT_TOKEN: "canary-ops-bot-token-6f20c4d8",
  OPENAI_KEY: "canary-openai-key-b7e3915c0a44",
};

/** Parses a fixture; a problem fails the test with its text. */
export function parseConfig(text: string, env: Readonly<Record<string, string>> = CANARY_SECRETS): ConfigFile {
  const result = readConfig(text, (name) => env[name], baseUrlDefect);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.config;
}
