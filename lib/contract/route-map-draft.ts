import { z } from "zod";
import { ApprovalAsked } from "./approval";
import { Identifier, Reason } from "./common";
import { AliasSection, DiffEntry, RouteMapContent } from "./route-map";

/** A whole route map is text of a few kilobytes; this is room for hundreds of aliases. */
const LARGEST_YAML_CHARS = 200_000;

/**
 * A route map as somebody hands it in: like `RouteMapContent`, but an alias may leave out what a change decides. The
 * salt is then kept or drawn, the rollback target set as by any other change.
 */
export const DraftContent = RouteMapContent.extend({
  aliases: z.record(
    Identifier,
    AliasSection.extend({
      salt: AliasSection.shape.salt.optional(),
      rollback_route_version: AliasSection.shape.rollback_route_version.optional(),
    }),
  ),
});
export type DraftContent = z.infer<typeof DraftContent>;

/** What a draft is made from: YAML (or JSON) text, a JSON value, or the configuration file as the server read it. */
const DraftSource = z.object({
  yaml: z.string().min(1).max(LARGEST_YAML_CHARS).optional(),
  content: z.record(z.string(), z.unknown()).optional(),
  from_file: z.literal(true).optional(),
});

const hasOneSource = ({ yaml, content, from_file }: z.infer<typeof DraftSource>): boolean =>
  [yaml, content, from_file].filter((source) => source !== undefined).length === 1;
const ONE_SOURCE = { message: "exactly one of yaml, content and from_file" };

export const DraftCheckRequest = DraftSource.refine(hasOneSource, ONE_SOURCE);
export type DraftCheckRequest = z.infer<typeof DraftCheckRequest>;

export const DraftRequest = DraftSource.extend({
  reason: Reason,
  /** The version the draft was written against; refused when another one is active by now. */
  base_version: z.number().int().positive().optional(),
}).refine(hasOneSource, ONE_SOURCE);
export type DraftRequest = z.infer<typeof DraftRequest>;

export const DraftProblem = z.object({
  path: z.string(),
  /** Line of the YAML text, counted from 1; null where there is no such place. */
  line: z.number().int().nullable(),
  found: z.string(),
  allowed: z.string(),
});
export type DraftProblem = z.infer<typeof DraftProblem>;

/** Why a version may not come into force yet. */
export const ActivationRefusal = z.object({
  alias: z.string(),
  rule: z.enum(["rollback_target_missing", "rollback_not_exercised"]),
  /** The cohorts it would expose more than they are. */
  cohorts: z.array(z.string()),
  rollback_route_version: z.number().int().nullable(),
  text: z.string(),
  /** Where to go for it: the drill that exercises the way back; null where none can. */
  href: z.string().nullable(),
});
export type ActivationRefusal = z.infer<typeof ActivationRefusal>;

/** `POST /api/route-map/check`: what a draft would be, without writing it. */
export const DraftCheck = z.object({
  /** The active version it was compared with. */
  base_version: z.number().int(),
  problems: z.array(DraftProblem),
  /** Empty with problems, and when nothing would change. */
  entries: z.array(DiffEntry),
  raw: z.string(),
  refusals: z.array(ActivationRefusal),
  /** Why activating it would need an approval, one sentence; null when it would be in force at once. */
  needs_approval: z.string().nullable(),
  /** Providers it moves to another host: their kept keys are deleted with it and have to be entered anew. */
  deletes_keys_of: z.array(z.string()),
});
export type DraftCheck = z.infer<typeof DraftCheck>;

export const DraftResult = z.object({
  route_version: z.number().int(),
  base_version: z.number().int(),
  summary: z.string(),
  /** What stands against activating it as things are now. */
  refusals: z.array(ActivationRefusal),
});
export type DraftResult = z.infer<typeof DraftResult>;

export const ActivateRequest = z.object({ reason: Reason, base_version: z.number().int().positive().optional() });
export type ActivateRequest = z.infer<typeof ActivateRequest>;

export const ActivateResult = z.object({ route_version: z.number().int(), took_ms: z.number() });
export type ActivateResult = z.infer<typeof ActivateResult>;

/** `POST /api/route-map/versions/{version}/activate`: in force (200), or asked for (202). */
export const ActivateAnswer = z.union([ActivateResult, ApprovalAsked]);
export type ActivateAnswer = z.infer<typeof ActivateAnswer>;

/** `GET /api/route-map/drift`: where the configuration file, as read at the start, differs from what is active now. */
export const DriftView = z.object({
  active_version: z.number().int(),
  entries: z.array(DiffEntry),
  raw: z.string(),
});
export type DriftView = z.infer<typeof DriftView>;
