import type { ConfigProblem } from "@/lib/contract/config-problem";
import type { DiffEntry } from "@/lib/contract/route-map";
import type { DraftRequest, DraftResult } from "@/lib/contract/route-map-draft";
import type { Principal } from "@/lib/contract/session";
import { activationRefusals } from "./activation-refusals";
import { auditActor } from "./actor";
import { audited } from "./audited";
import { commitChange } from "./commit-change";
import { contentHash } from "./content-hash";
import type { ControlContext } from "./context";
import { prepareDraft } from "./prepare-draft";
import { readActiveVersion } from "./read-active-version";
import { ControlRefusal } from "./refusal";
import { type StatedBase, statedBase, versionConflict } from "./version-conflict";

export type DraftInput = DraftRequest & StatedBase;

/** Fields named one by one in the summary of a draft; the rest are counted. */
const NAMED_FIELDS = 2;

/**
 * Writes a validated new version that is not in force. Throws `ControlRefusal`: 400 with every problem of the draft, 409
 * when nothing would change, 412 when a base version was stated and is not active any more.
 */
export async function draftVersion(context: ControlContext, actor: Principal, input: DraftInput): Promise<DraftResult> {
  const { reason, base_version, ifMatch } = input;
  const asked = { base_version: ifMatch ?? base_version ?? null, from_file: input.from_file ?? false };
  const attempt = { action: "route_map.drafted", object: "route_map", asked, reason } as const;
  return audited(context, actor, attempt, async () => {
    const active = await readActiveVersion(context);
    if (ifMatch !== null || base_version !== undefined) {
      const base = statedBase(input);
      if (base !== active.version) throw await versionConflict(context, base, active);
    }
    const prepared = await prepareDraft(context, active, input);
    if (prepared.kind === "invalid") throw invalidDraft(prepared.problems);
    const { content, entries } = prepared;
    const hash = contentHash(content);
    if (hash === active.content_hash || entries.length === 0) {
      throw new ControlRefusal("conflict", `The draft is the same as v${active.version}; nothing was written.`);
    }
    const atMs = context.nowMs();
    const alias = onlyAlias(entries);
    const summary = summaryOf(entries);
    const draft = {
      content,
      baseVersion: active.version,
      contentHash: hash,
      author: actor.name,
      reason,
      action: "drafted",
      alias,
      restores: null,
      summary,
      createdAtMs: atMs,
    } as const;
    const result = await commitChange(context, {
      atMs,
      routing: { kind: "draft", draft },
      records: [],
      timeline: [],
      audit: {
        ...auditActor(actor),
        atMs,
        action: "route_map.drafted",
        object: "route_map",
        outcome: "done",
        before: { route_version: active.version, content_hash: active.content_hash },
        after: { content_hash: hash, summary, changes: entries.length },
        reason,
        traceId: null,
        routeVersion: null,
      },
    });
    if (result.kind !== "committed" || result.version === null) throw new Error("A draft conflicts with nothing.");
    const refusals = await activationRefusals(context, active, content);
    return { route_version: result.version.version, base_version: active.version, summary, refusals };
  });
}

function invalidDraft(problems: readonly ConfigProblem[]): ControlRefusal {
  const [first] = problems;
  const place = first?.line == null ? "" : `line ${first.line}: `;
  const path = first === undefined || first.path === "" ? "" : `${first.path}: `;
  const what =
    first === undefined ? "it is not valid" : `${place}${path}found ${first.found}; allowed: ${first.allowed}`;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : "";
  return new ControlRefusal("bad_request", `The draft was not written: ${what}${more}.`, { issues: problems });
}

/** The alias every change is about; null when more than one is, or the whole map. */
function onlyAlias(entries: readonly DiffEntry[]): string | null {
  const [first] = entries;
  return first !== undefined && entries.every(({ alias }) => alias === first.alias) ? first.alias : null;
}

/** "primary route a → b, general canary 0% → 5% and 3 more". */
function summaryOf(entries: readonly DiffEntry[]): string {
  const named = entries.slice(0, NAMED_FIELDS).map(({ label, before, after }) => `${label} ${before} → ${after}`);
  const more = entries.length - named.length;
  return `${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
