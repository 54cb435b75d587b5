"use client";

import { Button, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { tokensQuery } from "@/lib/client/directory";
import type { TokenView } from "@/lib/contract/directory";
import { QueryState } from "../query-state";
import { EmptyState } from "../ui/empty-state";
import { Panel } from "../ui/panel";
import { DirectoryList, type DirectoryRow } from "./directory-list";
import { madeFact } from "./made-fact";
import type { TokenVerb } from "./token-dialogs";

const CreateTokenDialog = dynamic(() => import("./token-dialogs").then((module) => module.CreateTokenDialog), {
  ssr: false,
});
const ChangeTokenDialog = dynamic(() => import("./token-dialogs").then((module) => module.ChangeTokenDialog), {
  ssr: false,
});

type OpenDialog = { readonly kind: "create" } | { readonly kind: TokenVerb; readonly token: TokenView };

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

function rowOf(token: TokenView, open: (verb: TokenVerb) => void): DirectoryRow {
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
