"use client";

import { MantineProvider } from "@mantine/core";
import { QueryCache, QueryClientProvider } from "@tanstack/react-query";
import { setNonce } from "get-nonce";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, useState } from "react";
import { cssVariablesResolver, theme } from "@/components/shell/theme";
import { ApiError } from "@/lib/client/api";
import { makeQueryClient } from "@/lib/client/query-client";

/** What every page stands on. `nonce` lets the styles that components add at run time pass the content policy. */
export function Providers({ nonce, children }: { readonly nonce: string; readonly children: ReactNode }) {
  const [client] = useState(() => {
    setNonce(nonce);
    return makeQueryClient(new QueryCache({ onError: leaveWhenSignedOut }));
  });
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      cssVariablesResolver={cssVariablesResolver}
      getStyleNonce={() => nonce}
    >
      <QueryClientProvider client={client}>
        <NuqsAdapter>{children}</NuqsAdapter>
      </QueryClientProvider>
    </MantineProvider>
  );
}

/** A session that ended elsewhere: sign in again and come back to the same view. */
function leaveWhenSignedOut(error: unknown): void {
  if (!(error instanceof ApiError) || error.code !== "unauthenticated") return;
  const here = window.location.pathname + window.location.search;
  window.location.assign(`/sign-in?next=${encodeURIComponent(here)}`);
}
