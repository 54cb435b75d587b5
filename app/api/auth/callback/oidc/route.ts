import { adaptRaw } from "@/lib/server/api";
import { finishIssuerSignIn } from "@/lib/server/issuer-sign-in";

export const dynamic = "force-dynamic";
export const GET = adaptRaw({
  action: "session.open",
  run: (request, { runtime }) => finishIssuerSignIn(runtime, request),
});
