import { HealthView } from "@/lib/contract/health";
import { adapt } from "@/lib/server/api";

export const dynamic = "force-dynamic";
export const GET = adapt({
  action: "health.read",
  output: HealthView,
  run: async () => ({ status: "ok" as const }),
});
