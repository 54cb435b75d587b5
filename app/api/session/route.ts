import { SessionView } from "@/lib/contract/session";
import { adapt } from "@/lib/server/api";

export const dynamic = "force-dynamic";
export const GET = adapt({
  action: "session.read",
  output: SessionView,
  run: async (_input, { runtime, principal }) => runtime.reads.session(principal),
});
