"use client";

import { SegmentedControl, TextInput } from "@mantine/core";
import { useState } from "react";
import dialog from "@/components/alias/dialog.module.css";
import { orderDirectory } from "@/lib/client/directory";
import { ClientChanged, type ClientView } from "@/lib/contract/directory";
import { ClientLimitFields, type ClientLimitTexts, limitsOf, textsOf } from "./client-limit-fields";
import { isIdentifier } from "./is-identifier";
import { OrderDialog } from "./order-dialog";
import type { ShownSecret } from "./secret-once";

export interface ClientDialogProps {
  readonly client: ClientView;
  readonly onClose: () => void;
}

export function CreateClientDialog({ onClose }: { readonly onClose: () => void }) {
  const [id, setId] = useState("");
  const [texts, setTexts] = useState<ClientLimitTexts>({ tenant: "", requestsPerMinute: "", concurrent: "" });
  const limits = limitsOf(texts);
  return (
    <OrderDialog
      title="Create a client key"
      verb={id === "" ? "Create client key" : `Create key for ${id}`}
      keep="Create none"
      done={`Client ${id} was created`}
      consequence="The gateway takes the key from the next request on. It is shown once."
      missing={missingOf(id, limits === null)}
      onOrder={(extras, key) => orderDirectory(["clients"], ClientChanged, { ...extras, ...limits, id }, key)}
      secretOf={secretOf}
      onClose={onClose}
    >
      <TextInput
        label="Name"
        autoComplete="off"
        placeholder="checkout-service"
        value={id}
        maxLength={63}
        data-autofocus
        onChange={(event) => setId(event.currentTarget.value.trim())}
      />
      <ClientLimitFields texts={texts} onChange={setTexts} />
    </OrderDialog>
  );
}

export function ClientLimitsDialog({ client, onClose }: ClientDialogProps) {
  const [texts, setTexts] = useState(() => textsOf(client));
  const limits = limitsOf(texts);
  return (
    <OrderDialog
      title={`Change limits of ${client.id}`}
      verb={`Change limits of ${client.id}`}
      keep="Keep the limits"
      done={`Limits of ${client.id} were changed`}
      consequence="They hold from the next request on; requests under way finish. Another tenant can put the client into another cohort."
      missing={limits === null ? "Limits are whole numbers above 0; empty means none." : null}
      onOrder={(extras, key) =>
        orderDirectory(["clients", client.id, "limits"], ClientChanged, { ...extras, ...limits }, key)
      }
      onClose={onClose}
    >
      <ClientLimitFields texts={texts} onChange={setTexts} />
    </OrderDialog>
  );
}

const OVERLAPS = [
  { value: "0", label: "None" },
  { value: "60", label: "1 hour" },
  { value: "1440", label: "1 day" },
  { value: "10080", label: "7 days" },
];

export function RotateClientDialog({ client: { id }, onClose }: ClientDialogProps) {
  const [minutes, setMinutes] = useState("60");
  const isAbrupt = minutes === "0";
  return (
    <OrderDialog
      title={`Rotate the key of ${id}?`}
      verb={`Rotate key of ${id}`}
      keep="Keep the key"
      isDestructive={isAbrupt}
      done={`The key of ${id} was rotated`}
      consequence={
        isAbrupt
          ? `You get a new key. Requests of ${id} with the old one are refused from the next one on.`
          : `You get a new key. The old one works beside it until then, so that ${id} can be rolled out without refusals.`
      }
      onOrder={(extras, key) =>
        orderDirectory(["clients", id, "rotate"], ClientChanged, { ...extras, overlap_minutes: Number(minutes) }, key)
      }
      secretOf={secretOf}
      onClose={onClose}
    >
      <div>
        <p className={dialog.label}>Old key keeps working for</p>
        <SegmentedControl
          fullWidth
          aria-label="Old key keeps working for"
          value={minutes}
          data={OVERLAPS}
          onChange={setMinutes}
        />
      </div>
    </OrderDialog>
  );
}

export function RevokeClientDialog({ client: { id }, onClose }: ClientDialogProps) {
  return (
    <OrderDialog
      title={`Revoke the key of ${id}?`}
      verb={`Revoke key of ${id}`}
      keep="Keep the key"
      isDestructive
      done={`The key of ${id} was revoked`}
      consequence={`Every request of ${id} is refused with 401 from the next one on, for good. Answers under way finish. To change a key without refusals, rotate it.`}
      onOrder={(extras, key) => orderDirectory(["clients", id, "revoke"], ClientChanged, extras, key)}
      onClose={onClose}
    />
  );
}

function missingOf(id: string, isBadLimit: boolean): string | null {
  if (!isIdentifier(id)) return "A name of letters, digits, dots and dashes is needed.";
  return isBadLimit ? "Limits are whole numbers above 0; empty means none." : null;
}

function secretOf({ client, secret }: ClientChanged): ShownSecret | null {
  if (secret === null) return null;
  return {
    noun: "key",
    label: `Key of ${client.id}`,
    text: secret,
    advice: "Give it to the application as its API key; its base URL is this gateway's /v1.",
  };
}
