import { ProviderList } from "@/lib/contract/directory";
import { adapt } from "@/lib/server/api";
import { readProviders } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const GET = adapt({
  action: "directory.manage",
  output: ProviderList,
  run: (_input, { runtime }) => readProviders(runtime.control),
});
