"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { SessionView } from "@/lib/contract/session";

const SessionContext = createContext<SessionView | null>(null);

export function SessionProvider({
  session,
  children,
}: {
  readonly session: SessionView;
  readonly children: ReactNode;
}) {
  return <SessionContext value={session}>{children}</SessionContext>;
}

/** Who is signed in, where, and at which address the gateway answers. Only below the console's shell. */
export function useSession(): SessionView {
  const session = useContext(SessionContext);
  if (session === null) throw new Error("useSession is used outside the console's shell");
  return session;
}
