import type { DraftCheck, DraftCheckRequest } from "@/lib/contract/route-map-draft";
import { raisedExposure } from "@/lib/core/activation-rules";
import { activationRefusals } from "./activation-refusals";
import { activationNeedsApproval } from "./ask-for-activation";
import type { ControlContext } from "./context";
import { orphanedKeys } from "./orphaned-keys";
import { prepareDraft } from "./prepare-draft";
import { readActiveVersion } from "./read-active-version";
import { rawContentDiff } from "./route-map-yaml";

/** What a draft would be: its problems by line, else what it changes and what stands against it. Writes nothing. */
export async function checkDraft(context: ControlContext, source: DraftCheckRequest): Promise<DraftCheck> {
  const active = await readActiveVersion(context);
  const prepared = await prepareDraft(context, active, source);
  const base = { base_version: active.version };
  if (prepared.kind === "invalid") {
    return {
      ...base,
      problems: [...prepared.problems],
      entries: [],
      raw: "",
      refusals: [],
      needs_approval: null,
      deletes_keys_of: [],
    };
  }
  const { content, entries } = prepared;
  return {
    ...base,
    problems: [],
    entries: [...entries],
    raw: rawContentDiff([`route-map-v${active.version}.yaml`, "draft.yaml"], active.content, content),
    refusals: await activationRefusals(context, active, content),
    deletes_keys_of: [...(await orphanedKeys(context, active.content, content))],
    needs_approval: activationNeedsApproval(raisedExposure(active.content, content)),
  };
}
