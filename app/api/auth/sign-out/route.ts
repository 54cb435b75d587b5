import { SignedOut } from "@/lib/contract/session";
import { adapt } from "@/lib/server/api";
import { signOut } from "@/lib/server/sign-in";

export const dynamic = "force-dynamic";
export const POST = adapt({
  action: "session.close",
  output: SignedOut,
  run: async (_input, { runtime, request, principal, answerHeaders }) => {
    for (const cookie of await signOut(runtime, principal, request.headers)) answerHeaders.append("set-cookie", cookie);
    return { signed_out: true };
  },
});
