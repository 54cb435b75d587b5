"use client";

import { TextInput } from "@mantine/core";
import type { ClientView } from "@/lib/contract/directory";
import styles from "./client-limit-fields.module.css";

/** Tenant and limits as typed. Empty means none. */
export interface ClientLimitTexts {
  readonly tenant: string;
  readonly requestsPerMinute: string;
  readonly concurrent: string;
}

export type ClientLimitValues = Pick<ClientView, "tenant" | "requests_per_minute" | "concurrent">;

export interface ClientLimitFieldsProps {
  readonly texts: ClientLimitTexts;
  readonly onChange: (texts: ClientLimitTexts) => void;
}

export function ClientLimitFields({ texts, onChange }: ClientLimitFieldsProps) {
  return (
    <div className={styles.fields}>
      <TextInput
        label="Tenant"
        placeholder="none"
        value={texts.tenant}
        maxLength={120}
        onChange={(event) => onChange({ ...texts, tenant: event.currentTarget.value })}
      />
      <TextInput
        label="Requests a minute"
        placeholder="no limit"
        inputMode="numeric"
        value={texts.requestsPerMinute}
        onChange={(event) => onChange({ ...texts, requestsPerMinute: event.currentTarget.value })}
      />
      <TextInput
        label="At once"
        placeholder="no limit"
        inputMode="numeric"
        value={texts.concurrent}
        onChange={(event) => onChange({ ...texts, concurrent: event.currentTarget.value })}
      />
    </div>
  );
}

/** What the texts mean; null when one of them is no limit. */
export function limitsOf({ tenant, requestsPerMinute, concurrent }: ClientLimitTexts): ClientLimitValues | null {
  const perMinute = limitOf(requestsPerMinute);
  const atOnce = limitOf(concurrent);
  if (perMinute === "bad" || atOnce === "bad") return null;
  return { tenant: tenant.trim() || null, requests_per_minute: perMinute, concurrent: atOnce };
}

export function textsOf({ tenant, requests_per_minute, concurrent }: ClientLimitValues): ClientLimitTexts {
  return {
    tenant: tenant ?? "",
    requestsPerMinute: requests_per_minute === null ? "" : String(requests_per_minute),
    concurrent: concurrent === null ? "" : String(concurrent),
  };
}

function limitOf(text: string): number | null | "bad" {
  const clean = text.trim();
  if (clean === "") return null;
  return /^[1-9]\d{0,6}$/.test(clean) ? Number(clean) : "bad";
}
