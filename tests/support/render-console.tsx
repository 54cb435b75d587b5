import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { SearchParamsContext } from "next/dist/shared/lib/hooks-client-context.shared-runtime";
import { NuqsTestingAdapter } from "nuqs/adapters/testing";
import type { ReactNode } from "react";
import { renderToString } from "react-dom/server";
import { Prefetched, type PrefetchedAnswer } from "@/components/prefetched";
import { SessionProvider } from "@/components/shell/session-context";
import { makeQueryClient } from "@/lib/client/query-client";
import type { Principal } from "@/lib/contract/session";
import { SESSION } from "./console-fixtures";

export interface RenderOptions {
  /** The query string of the page's address. */
  readonly search?: string;
  /** What the server had read before it rendered. */
  readonly answers?: readonly PrefetchedAnswer[];
  /** Who looks; the operator of the fixtures unless said otherwise. */
  readonly principal?: Principal;
}

/** The server's HTML of a part of the console, inside everything a page stands on. */
export function renderConsole(part: ReactNode, { search = "", answers = [], principal }: RenderOptions = {}): string {
  const session = principal === undefined ? SESSION : { ...SESSION, principal };
  return renderToString(
    <MantineProvider>
      <QueryClientProvider client={makeQueryClient()}>
        <SearchParamsContext value={new URLSearchParams(search)}>
          <NuqsTestingAdapter searchParams={search}>
            <SessionProvider session={session}>
              <Prefetched answers={answers}>{part}</Prefetched>
            </SessionProvider>
          </NuqsTestingAdapter>
        </SearchParamsContext>
      </QueryClientProvider>
    </MantineProvider>,
  );
}

/** The words of some HTML, one space between them: what a reader gets without colour or layout. */
export function wordsOf(html: string): string {
  return html
    .replace(/<!--.*?-->/g, "")
    .replace(/<style[\s\S]*?<\/style>/g, "")
    .replace(/<[^>]+>/g, " ")
    .replaceAll("&#x27;", "'")
    .replaceAll("&quot;", '"')
    .replaceAll("&gt;", ">")
    .replaceAll("&lt;", "<")
    .replaceAll("&amp;", "&")
    .replace(/\s+/g, " ")
    .trim();
}
