import { QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiError } from "./api";

/**
 * One cache a tab (and one a server render). Data stays up while the same question is asked again; nothing polls by itself, because
 * `live.ts` decides when a query is due. A refusal is not retried, an unreachable server is, twice.
 */
export function makeQueryClient(queryCache: QueryCache = new QueryCache()): QueryClient {
  return new QueryClient({
    queryCache,
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        gcTime: 10 * 60_000,
        refetchIntervalInBackground: false,
        refetchOnWindowFocus: false,
        retry: (failureCount, error) => failureCount < 2 && isWorthRetrying(error),
        retryDelay: (attempt) => Math.min(1_000 * 2 ** attempt, 5_000),
      },
      mutations: { retry: false },
    },
  });
}

function isWorthRetrying(error: unknown): boolean {
  return !(error instanceof ApiError) || error.code === "unreachable" || error.code === "unavailable";
}
