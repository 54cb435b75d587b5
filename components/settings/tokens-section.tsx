"use client";

import { Button, Skeleton, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { orderDirectory, tokensQuery } from "@/lib/client/directory";
import type { Role } from "@/lib/contract/common";
import { TokenChanged, type TokenView } from "@/lib/contract/directory";
import { QueryState } from "../query-state";
import { EmptyState } from "../ui/empty-state";
import { Panel } from "../ui/panel";
import { DirectoryList, type DirectoryRow } from "./directory-list";
import { isIdentifier } from "./is-identifier";
import { madeFact } from "./made-fact";
import { OrderDialog } from "./order-dialog";
import { RoleField } from "./role-field";
import type { ShownSecret } from "./secret-once";

type Verb = "rotate" | "revoke";
type OpenDialog = { readonly kind: "create" } | { readonly kind: Verb; readonly token: TokenView };

/** What automation calls the console API with. */
export function TokensSection() {
  const query = useQuery(tokensQuery());
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const close = () => setDialog(null);
  return (
    <Panel
      title="What may call the console API?"
      isFlush
      actions={
        <Button variant="default" onClick={() => setDialog({ kind: "create" })}>
          Create access token
        </Button>
      }
    >
      <QueryState query={query} subject="Access tokens" skeleton={<Skeleton height={160} radius={0} />}>
        {({ tokens }) =>
          tokens.length === 0 ? (
            <EmptyState title="No access tokens.">
              <p>Create one for a script or a pipeline; it carries roles of its own.</p>
            </EmptyState>
          ) : (
            <DirectoryList
              label="Access tokens"
              rows={tokens.map((token) => rowOf(token, (kind) => setDialog({ kind, token })))}
            />
          )
        }
      </QueryState>
      {dialog?.kind === "create" && <CreateTokenDialog onClose={close} />}
      {dialog !== null && dialog.kind !== "create" && (
        <ChangeTokenDialog verb={dialog.kind} token={dialog.token} onClose={close} />
      )}
    </Panel>
  );
}

function rowOf(token: TokenView, open: (verb: Verb) => void): DirectoryRow {
  const isOver = token.revoked_at !== null;
  return {
    id: token.id,
    title: token.id,
    subtitle: null,
    badges: token.roles,
    facts: [madeFact(token.made_at, token.revoked_at)],
    ended: isOver ? "revoked" : null,
    actions: isOver
      ? []
      : [
          { label: `Rotate ${token.id}`, onClick: () => open("rotate") },
          { label: `Revoke ${token.id}`, isDestructive: true, onClick: () => open("revoke") },
        ],
  };
}

function CreateTokenDialog({ onClose }: { readonly onClose: () => void }) {
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

interface ChangeTokenDialogProps {
  readonly verb: Verb;
  readonly token: TokenView;
  readonly onClose: () => void;
}

function ChangeTokenDialog({ verb, token: { id }, onClose }: ChangeTokenDialogProps) {
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
