"use client";

import { Button, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { clientsQuery } from "@/lib/client/directory";
import type { ClientView } from "@/lib/contract/directory";
import { QueryState } from "../query-state";
import { EmptyState } from "../ui/empty-state";
import { formatCount } from "../ui/format-count";
import { Panel } from "../ui/panel";
import { Timestamp } from "../ui/timestamp";
import { DirectoryList, type DirectoryRow } from "./directory-list";
import { madeFact } from "./made-fact";

const ClientLimitsDialog = dynamic(() => import("./client-dialogs").then((module) => module.ClientLimitsDialog), {
  ssr: false,
});
const CreateClientDialog = dynamic(() => import("./client-dialogs").then((module) => module.CreateClientDialog), {
  ssr: false,
});
const RevokeClientDialog = dynamic(() => import("./client-dialogs").then((module) => module.RevokeClientDialog), {
  ssr: false,
});
const RotateClientDialog = dynamic(() => import("./client-dialogs").then((module) => module.RotateClientDialog), {
  ssr: false,
});

type Verb = "limits" | "rotate" | "revoke";
type OpenDialog = { readonly kind: "create" } | { readonly kind: Verb; readonly client: ClientView };

/** Who may call `/v1`, and how much. */
export function ClientsSection() {
  const query = useQuery(clientsQuery());
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const close = () => setDialog(null);
  return (
    <Panel
      title="Which applications may call the gateway?"
      isFlush
      actions={
        <Button variant="default" onClick={() => setDialog({ kind: "create" })}>
          Create client key
        </Button>
      }
    >
      <QueryState query={query} subject="Client keys" skeleton={<Skeleton height={220} radius={0} />}>
        {({ clients }) =>
          clients.length === 0 ? (
            <EmptyState title="No application may call the gateway.">
              <p>Create a client key for each one; only its base URL and key change.</p>
            </EmptyState>
          ) : (
            <DirectoryList
              label="Client keys"
              rows={clients.map((client) => rowOf(client, (kind) => setDialog({ kind, client })))}
            />
          )
        }
      </QueryState>
      {dialog?.kind === "create" && <CreateClientDialog onClose={close} />}
      {dialog?.kind === "limits" && <ClientLimitsDialog client={dialog.client} onClose={close} />}
      {dialog?.kind === "rotate" && <RotateClientDialog client={dialog.client} onClose={close} />}
      {dialog?.kind === "revoke" && <RevokeClientDialog client={dialog.client} onClose={close} />}
    </Panel>
  );
}

function rowOf(client: ClientView, open: (verb: Verb) => void): DirectoryRow {
  const { id, tenant, requests_per_minute, concurrent, previous_key_until, revoked_at } = client;
  const isOver = revoked_at !== null;
  return {
    id,
    title: id,
    subtitle: tenant === null ? "no tenant" : `tenant ${tenant}`,
    badges: [],
    facts: [
      requests_per_minute === null ? "any rate" : `${formatCount(requests_per_minute)} req/min`,
      concurrent === null ? "any number at once" : `${formatCount(concurrent)} at once`,
      madeFact(client.key_made_at, revoked_at),
      ...(previous_key_until === null
        ? []
        : [
            <>
              old key until <Timestamp at={previous_key_until} withDay />
            </>,
          ]),
    ],
    ended: isOver ? "revoked" : null,
    actions: isOver
      ? []
      : [
          { label: `Change limits of ${id}`, onClick: () => open("limits") },
          { label: `Rotate key of ${id}`, onClick: () => open("rotate") },
          { label: `Revoke key of ${id}`, isDestructive: true, onClick: () => open("revoke") },
        ],
  };
}
