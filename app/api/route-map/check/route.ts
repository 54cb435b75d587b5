import { DraftCheck, DraftCheckRequest } from "@/lib/contract/route-map-draft";
import { adapt } from "@/lib/server/api";
import { checkDraft } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const POST = adapt({
  action: "route_map.draft",
  body: DraftCheckRequest,
  output: DraftCheck,
  run: ({ body }, { runtime }) => checkDraft(runtime.control, body),
});
