"use client";

import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { providersQuery } from "@/lib/client/directory";
import type { ProviderView } from "@/lib/contract/directory";
import { QueryState } from "../query-state";
import { Panel } from "../ui/panel";
import { Timestamp } from "../ui/timestamp";
import { DirectoryList, type DirectoryRow } from "./directory-list";

const ReplaceKeyDialog = dynamic(() => import("./replace-key-dialog").then((module) => module.ReplaceKeyDialog), {
  ssr: false,
});

/** Where calls go, and whether there is a key for it. A key goes in here and never comes out. */
export function ProvidersSection() {
  const query = useQuery(providersQuery());
  const [provider, setProvider] = useState<ProviderView | null>(null);
  return (
    <Panel title="Is there a key for every provider?" isFlush>
      <QueryState query={query} subject="Providers" skeleton={<Skeleton height={160} radius={0} />}>
        {({ providers }) => (
          <DirectoryList label="Providers" rows={providers.map((one) => rowOf(one, () => setProvider(one)))} />
        )}
      </QueryState>
      {provider !== null && <ReplaceKeyDialog provider={provider} onClose={() => setProvider(null)} />}
    </Panel>
  );
}

const KEY_WORDS: Readonly<Record<ProviderView["key"], string>> = {
  set: "key set",
  missing: "no key",
  other_host: "key of another host",
};

function rowOf(provider: ProviderView, onReplace: () => void): DirectoryRow {
  const { id, base_url, key, last_four, key_host, replaced_at, routes } = provider;
  return {
    id,
    title: id,
    subtitle: base_url,
    badges: [KEY_WORDS[key]],
    facts: [
      ...(key === "set" && last_four !== null ? [<code key="last">…{last_four}</code>] : []),
      ...(key === "other_host" ? [`entered for ${key_host}, so it is not sent; enter it again`] : []),
      ...(replaced_at === null
        ? ["calls go out without one"]
        : [
            <>
              entered <Timestamp at={replaced_at} withDay />
            </>,
          ]),
      routes.length === 0 ? "no route uses it" : `routes ${routes.join(", ")}`,
    ],
    ended: null,
    actions: [{ label: key === "missing" ? `Enter key of ${id}` : `Replace key of ${id}`, onClick: onReplace }],
  };
}
