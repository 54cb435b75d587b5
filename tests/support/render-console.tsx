import { MantineProvider } from "@mantine/core";
import { QueryClientProvider, type QueryKey } from "@tanstack/react-query";
import { SearchParamsContext } from "next/dist/shared/lib/hooks-client-context.shared-runtime";
import { NuqsTestingAdapter } from "nuqs/adapters/testing";
import type { ReactNode } from "react";
import { renderToString } from "react-dom/server";
import { SessionProvider } from "@/components/shell/session-context";
import { makeQueryClient } from "@/lib/client/query-client";
import type { SessionView } from "@/lib/contract/session";
import { SESSION } from "./console-fixtures";

export interface RenderOptions {
  readonly answers?: readonly (readonly [{ readonly queryKey: QueryKey }, unknown])[];
  readonly searchParams?: string;
  readonly session?: SessionView;
}

/** The HTML a page's server render would carry: everything around it is real, only the answers are given. */
export function renderConsole(
  page: ReactNode,
  { answers = [], searchParams = "", session = SESSION }: RenderOptions = {},
) {
  const client = makeQueryClient();
  for (const [query, data] of answers) client.setQueryData(query.queryKey, data);
  return renderToString(
    <SearchParamsContext value={new URLSearchParams(searchParams)}>
      <NuqsTestingAdapter searchParams={searchParams}>
        <MantineProvider>
          <QueryClientProvider client={client}>
            <SessionProvider session={session}>{page}</SessionProvider>
          </QueryClientProvider>
        </MantineProvider>
      </NuqsTestingAdapter>
    </SearchParamsContext>,
  ).replaceAll("<!-- -->", "");
}
