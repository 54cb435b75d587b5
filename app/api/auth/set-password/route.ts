import { PasswordSet, SetPasswordRequest } from "@/lib/contract/directory";
import { adapt } from "@/lib/server/api";
import { setPassword } from "@/lib/server/set-password";

export const dynamic = "force-dynamic";
export const POST = adapt({
  action: "session.open",
  body: SetPasswordRequest,
  output: PasswordSet,
  run: ({ body }, { runtime, request }) => setPassword(runtime, body, request.headers),
});
