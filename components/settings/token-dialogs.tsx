"use client";

import { TextInput } from "@mantine/core";
import { useState } from "react";
import { orderDirectory } from "@/lib/client/directory";
import type { Role } from "@/lib/contract/common";
import { TokenChanged, type TokenView } from "@/lib/contract/directory";
import { isIdentifier } from "./is-identifier";
import { OrderDialog } from "./order-dialog";
import { RoleField } from "./role-field";
import type { ShownSecret } from "./secret-once";

export type TokenVerb = "rotate" | "revoke";

export function CreateTokenDialog({ onClose }: { readonly onClose: () => void }) {
  const [id, setId] = useState("");
  const [roles, setRoles] = useState<readonly Role[]>(["viewer"]);
  const isComplete = isIdentifier(id) && roles.length > 0;
  return (
    <OrderDialog
      title="Create an access token"
      verb={id === "" ? "Create token" : `Create ${id}`}
      keep="Create none"
      done={`Access token ${id} was created`}
      consequence="It may do what its roles may, and is shown once."
      missing={isComplete ? null : "A name of letters, digits, dots and dashes, and at least one role, are needed."}
      onOrder={(extras, key) => orderDirectory(["tokens"], TokenChanged, { ...extras, id, roles }, key)}
      secretOf={secretOf}
      onClose={onClose}
    >
      <TextInput
        label="Name"
        autoComplete="off"
        placeholder="nightly-report"
        value={id}
        maxLength={63}
        data-autofocus
        onChange={(event) => setId(event.currentTarget.value.trim())}
      />
      <RoleField value={roles} onChange={setRoles} />
    </OrderDialog>
  );
}

export interface ChangeTokenDialogProps {
  readonly verb: TokenVerb;
  readonly token: TokenView;
  readonly onClose: () => void;
}

export function ChangeTokenDialog({ verb, token: { id }, onClose }: ChangeTokenDialogProps) {
  const isRevoking = verb === "revoke";
  return (
    <OrderDialog
      title={isRevoking ? `Revoke access token ${id}?` : `Rotate access token ${id}?`}
      verb={isRevoking ? `Revoke ${id}` : `Rotate ${id}`}
      keep="Keep the token"
      isDestructive
      done={isRevoking ? `${id} was revoked` : `${id} was rotated`}
      consequence={
        isRevoking
          ? "Whatever uses it is refused from the next call on, for good. The name is not used again."
          : "You get a new token. Whatever still uses the old one is refused from the next call on."
      }
      onOrder={(extras, key) => orderDirectory(["tokens", id, verb], TokenChanged, extras, key)}
      secretOf={secretOf}
      onClose={onClose}
    />
  );
}

function secretOf({ token, secret }: TokenChanged): ShownSecret | null {
  if (secret === null) return null;
  return {
    noun: "token",
    label: `Token ${token.id}`,
    text: secret,
    advice: "Send it as “Authorization: Bearer …” to the console API.",
  };
}
