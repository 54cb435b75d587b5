import type { SqliteStore } from "@/db/sqlite/open-store";
import type { ConfigFile } from "@/lib/contract/config-file";
import { principalOf } from "@/lib/http/session";
import type { ServerConfig } from "./config";
import { DurableAnswers } from "./durable-answers";
import { createIdentity, type Identity } from "./identity";
import { deriveKey } from "./master-secret";
import type { Runtime } from "./runtime";
import { createSecretBox, type SecretBox } from "./secret-box";
import { createSingleSignOn, type SingleSignOn } from "./single-sign-on";
import { systemEntry } from "./system-entry";

/** How people and automation get in, and what keeps provider keys. */
export interface Access {
  readonly identity: Identity;
  readonly singleSignOn: SingleSignOn | null;
  readonly box: SecretBox;
  readonly keptAnswers: DurableAnswers;
  readonly principalFor: Runtime["principalFor"];
}

/** Everything here is derived from the one master secret. */
export function openAccess(config: ServerConfig, file: ConfigFile, secret: string, store: SqliteStore): Access {
  const options = {
    database: store.identity.database,
    tables: store.identity.tables,
    secret: deriveKey(secret, "sessions").toString("base64url"),
    publicUrl: config.publicUrl,
    nowMs: Date.now,
  };
  const identity = createIdentity(options);
  const { oidc } = file.sign_in;
  return {
    identity,
    singleSignOn:
      oidc === null
        ? null
        : createSingleSignOn({
            ...options,
            oidc,
            beforeAdding: (email, roles) =>
              store.audit.append(
                systemEntry({
                  atMs: Date.now(),
                  action: "person.created",
                  object: `person:${email}`,
                  before: null,
                  after: { roles, by: "single_sign_on" },
                  reason: "First sign-in with the issuer of the configuration file.",
                }),
              ),
          }),
    box: createSecretBox(deriveKey(secret, "provider keys")),
    keptAnswers: new DurableAnswers(store.control, createSecretBox(deriveKey(secret, "kept answers"))),
    principalFor: (headers) =>
      principalOf(headers, {
        sessionPrincipal: (ofSession) => identity.sessionPrincipal(ofSession),
        tokens: () => store.directory.tokens(),
      }),
  };
}
