import { headers } from "next/headers";
import type { ReactNode } from "react";
import { Prefetched } from "@/components/prefetched";
import { ConsoleShell } from "@/components/shell/console-shell";
import { APPROVAL_FILTERS, approvalsQuery } from "@/lib/client/approval-queries";
import { readAnswers } from "@/lib/server/read-answers";
import { runtime } from "@/lib/server/runtime";

/** The shell around every page. Signed out there is none: each page itself sends to the sign-in. */
export default async function ConsoleLayout({ children }: { readonly children: ReactNode }) {
  const principal = await runtime().principalFor(await headers());
  if (principal === null) return children;
  const { reads } = runtime();
  const waiting = () => reads.approvals(principal, APPROVAL_FILTERS.waiting);
  return (
    <Prefetched answers={await readAnswers([[approvalsQuery("waiting"), waiting]])}>
      <ConsoleShell session={reads.session(principal)}>{children}</ConsoleShell>
    </Prefetched>
  );
}
