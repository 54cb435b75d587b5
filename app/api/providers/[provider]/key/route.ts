import { ProviderKeyRequest, ProviderList, ProviderParams } from "@/lib/contract/directory";
import { adapt } from "@/lib/server/api";
import { replaceProviderKey } from "@/lib/server/replace-provider-key";

export const dynamic = "force-dynamic";
export const POST = adapt({
  action: "directory.manage",
  params: ProviderParams,
  body: ProviderKeyRequest,
  output: ProviderList,
  run: ({ params, body }, { runtime, principal }) =>
    replaceProviderKey(runtime.providerKeys, principal, { ...params, ...body }),
});
