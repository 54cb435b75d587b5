import { adaptRaw } from "@/lib/server/api";
import { startIssuerSignIn } from "@/lib/server/issuer-sign-in";

export const dynamic = "force-dynamic";
export const GET = adaptRaw({
  action: "session.open",
  run: (request, { runtime }) => startIssuerSignIn(runtime, request),
});
