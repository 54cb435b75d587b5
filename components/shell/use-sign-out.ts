"use client";

import { useMutation } from "@tanstack/react-query";
import { signOutMutation } from "@/lib/client/mutations";

/** Ends the session on the server, then forgets everything this tab has read by loading a new document. */
export function useSignOut(): () => void {
  const { mutate } = useMutation({ ...signOutMutation(), onSettled: () => window.location.assign("/sign-in") });
  return () => mutate();
}
