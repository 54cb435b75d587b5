import type { ConfigFinding, ConfigProblem } from "./config-problem";
import {
  type AddressJudge,
  aliasFindings,
  providerFindings,
  referenceFindings,
  repeated,
  temperatureFindings,
} from "./map-findings";
import type { RouteMapContent } from "./route-map";
import { DraftContent } from "./route-map-draft";
import { firstPerPath, inOrder, openYaml, plainValueOf, schemaFindings } from "./yaml-source";

export type ReadDraftResult =
  | { readonly ok: true; readonly content: DraftContent }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/**
 * Reads a route map handed in as YAML 1.2 (or JSON) text: the shape, then what its parts say about each other and about
 * the map it would replace. Returns every problem of the first stage that has any, in the order of the text.
 */
export function readRouteMapDraft(text: string, base: RouteMapContent, judgeAddress: AddressJudge): ReadDraftResult {
  const source = openYaml(text);
  if (!("document" in source)) return refused([source]);
  const raw = plainValueOf(source.document);
  if (!("value" in raw)) return refused([raw]);
  const parsed = DraftContent.safeParse(raw.value);
  if (!parsed.success) {
    const findings = schemaFindings(parsed.error, DraftContent, raw.value, () => false);
    return refused(firstPerPath(findings.map(source.place)));
  }
  const findings = draftFindings(parsed.data, base, judgeAddress);
  return findings.length === 0 ? { ok: true, content: parsed.data } : refused(findings.map(source.place));
}

function refused(problems: readonly ConfigProblem[]): ReadDraftResult {
  return { ok: false, problems: inOrder(problems) };
}

function draftFindings(draft: DraftContent, base: RouteMapContent, judgeAddress: AddressJudge): ConfigFinding[] {
  return [
    ...environmentFindings(draft, base),
    ...Object.entries(draft.providers).flatMap(([id, provider]) =>
      providerFindings(provider, ["providers", id], judgeAddress),
    ),
    ...cohortFindings(draft),
    ...Object.keys(draft.aliases).flatMap((alias) => sectionFindings(draft, base, alias)),
    ...(Object.keys(draft.aliases).length === 0 ? [{ at: ["aliases"], found: "none", allowed: "at least one" }] : []),
  ];
}

/** A map of another environment must not be put in force here by a slip of the window. */
function environmentFindings(draft: DraftContent, base: RouteMapContent): ConfigFinding[] {
  if (draft.environment === base.environment) return [];
  return [{ at: ["environment"], found: JSON.stringify(draft.environment), allowed: JSON.stringify(base.environment) }];
}

function cohortFindings({ cohorts }: DraftContent): ConfigFinding[] {
  const twice = repeated(cohorts.map(({ id }) => id)).map((index) => ({
    at: ["cohorts", index, "id"],
    found: `"${cohorts[index]?.id}" a second time`,
    allowed: "each id once in cohorts",
  }));
  if (cohorts.filter((cohort) => cohort.default).length === 1) return twice;
  return [
    ...twice,
    { at: ["cohorts"], found: "no or more than one default cohort", allowed: "default: true on exactly one" },
  ];
}

function sectionFindings(draft: DraftContent, base: RouteMapContent, alias: string): ConfigFinding[] {
  const section = draft.aliases[alias];
  if (section === undefined) return [];
  const at = ["aliases", alias];
  const providers = Object.keys(draft.providers);
  const cohorts = draft.cohorts.map(({ id }) => id);
  const salt = base.aliases[alias]?.salt;
  const isRedrawn = salt !== undefined && section.salt !== undefined && section.salt !== salt;
  return [
    ...aliasFindings(section, at, Object.keys(section.routes), cohorts),
    ...Object.entries(section.routes).flatMap(([id, route]) => [
      ...referenceFindings([...at, "routes", id, "provider"], route.provider, providers),
      ...temperatureFindings(route, [...at, "routes", id]),
    ]),
    ...(isRedrawn
      ? [
          {
            at: [...at, "salt"],
            found: "another salt",
            allowed: "the one it has: another would move callers between arms",
          },
        ]
      : []),
  ];
}
