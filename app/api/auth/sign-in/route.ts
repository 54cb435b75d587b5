import { SessionView, SignInRequest } from "@/lib/contract/session";
import { adapt } from "@/lib/server/api";
import { signIn } from "@/lib/server/sign-in";

export const dynamic = "force-dynamic";
export const POST = adapt({
  action: "session.open",
  body: SignInRequest,
  output: SessionView,
  run: async ({ body }, { runtime, request, answerHeaders }) => {
    const { principal, setCookies } = await signIn(runtime, body, request.headers);
    for (const cookie of setCookies) answerHeaders.append("set-cookie", cookie);
    return runtime.reads.session(principal);
  },
});
