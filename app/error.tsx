"use client";

import { Button } from "@mantine/core";
import { EmptyState } from "@/components/ui/empty-state";

/** A page that could not be made. The server has logged why under the digest. */
export default function PageError({
  error,
  reset,
}: {
  readonly error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <EmptyState title="This page could not be loaded.">
      <p>
        The gateway is not affected: requests are answered as before.
        {error.digest !== undefined && ` Look for ${error.digest} in the server's log.`}
      </p>
      <Button variant="default" mt="sm" onClick={reset}>
        Load this page again
      </Button>
    </EmptyState>
  );
}
