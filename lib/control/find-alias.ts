import type { AliasSection, RouteMapVersion } from "@/lib/contract/route-map";
import { ControlRefusal } from "./refusal";

/** The section of an alias. Throws `ControlRefusal` 404 that names the known ones. */
export function findAlias(version: RouteMapVersion, alias: string): AliasSection {
  const section = Object.hasOwn(version.content.aliases, alias) ? version.content.aliases[alias] : undefined;
  if (section !== undefined) return section;
  const known = Object.keys(version.content.aliases).sort();
  throw new ControlRefusal(
    "not_found",
    `There is no alias ${alias} in v${version.version}. Known: ${known.join(", ")}.`,
    {
      known_aliases: known,
    },
  );
}
