import { headers } from "next/headers";
import type { ReactNode } from "react";
import { ConsoleShell } from "@/components/shell/console-shell";
import { runtime } from "@/lib/server/runtime";

/** The shell around every page. Signed out there is none: each page itself sends to the sign-in. */
export default async function ConsoleLayout({ children }: { readonly children: ReactNode }) {
  const principal = await runtime().principalFor(await headers());
  if (principal === null) return children;
  return <ConsoleShell session={runtime().reads.session(principal)}>{children}</ConsoleShell>;
}
