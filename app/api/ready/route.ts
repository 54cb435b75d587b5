import { ReadyView } from "@/lib/contract/health";
import { adapt } from "@/lib/server/api";

export const dynamic = "force-dynamic";
export const GET = adapt({
  action: "health.read",
  output: ReadyView,
  status: ({ ready }) => (ready ? 200 : 503),
  run: async (_input, { runtime }) => {
    const { isReady, degraded } = runtime.ready();
    return { ready: isReady, degraded: [...degraded] };
  },
});
