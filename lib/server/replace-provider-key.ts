import type { ProviderKeyRequest, ProviderList } from "@/lib/contract/directory";
import type { Principal } from "@/lib/contract/session";
import { auditActor } from "@/lib/control/actor";
import { audited } from "@/lib/control/audited";
import type { ControlContext } from "@/lib/control/context";
import { readProviders } from "@/lib/control/read-providers";
import { ControlRefusal } from "@/lib/control/refusal";
import { type ProviderKey, sealProviderKey } from "./provider-keys";
import type { SecretBox } from "./secret-box";

/** What replacing a key needs of the process. */
export interface ProviderKeyServices {
  readonly control: ControlContext;
  readonly box: SecretBox;
  /** From the next call on, the provider is called with this key. */
  useKey(provider: string, key: ProviderKey): void;
}

/**
 * Replaces a provider's key; calls made after this returns carry the new one. The key is bound to the host the admin saw.
 * Refused with `not_found`, and with `conflict` when the provider points to another host by now.
 */
export function replaceProviderKey(
  services: ProviderKeyServices,
  actor: Principal,
  input: ProviderKeyRequest & { readonly provider: string },
): Promise<ProviderList> {
  const { control, box } = services;
  const { provider, host, reason = null } = input;
  const attempt = { action: "provider_key.replaced", object: `provider:${provider}`, asked: { host }, reason } as const;
  return audited(control, actor, attempt, async () => {
    const definition = control.active().content.providers[provider];
    if (definition === undefined) throw new ControlRefusal("not_found", `There is no provider ${provider}.`);
    const presentHost = new URL(definition.base_url).host;
    if (presentHost !== host) {
      throw new ControlRefusal("conflict", `${provider} is at ${presentHost} now, not at ${host}; look again.`);
    }
    const records = await control.store.directory.providerKeys();
    const before = records.find((record) => record.provider === provider);
    const record = sealProviderKey(box, { provider, host, key: input.key }, control.nowMs(), "console");
    await control.store.directory.putProviderKey(record, {
      ...auditActor(actor),
      atMs: control.nowMs(),
      action: attempt.action,
      object: attempt.object,
      outcome: "done",
      before: before === undefined ? null : { host: before.host, last_four: before.lastFour },
      after: { host, last_four: record.lastFour },
      reason,
      traceId: null,
      routeVersion: null,
    });
    services.useKey(provider, { host, key: input.key });
    return readProviders(control);
  });
}
