import { CatalogueRefresh, ModelCatalogue } from "@/lib/contract/model-catalogue";
import { adapt } from "@/lib/server/api";
import { refreshCatalogue } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const POST = adapt({
  action: "catalogue.refresh",
  body: CatalogueRefresh,
  output: ModelCatalogue,
  run: ({ body }, { runtime, principal }) => refreshCatalogue(runtime.control, principal, body.provider),
});
