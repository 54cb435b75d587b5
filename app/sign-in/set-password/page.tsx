import type { Metadata } from "next";
import { SetPasswordCard } from "@/components/sign-in/set-password-card";
import { runtime } from "@/lib/server/runtime";

export const metadata: Metadata = { title: "Choose a password", referrer: "no-referrer" };
// The policy of the page carries a nonce of its own.
export const dynamic = "force-dynamic";

export default function SetPasswordPage() {
  return <SetPasswordCard environment={runtime().control.environment} />;
}
