import type { AliasList } from "@/lib/contract/alias-list";
import type { ControlContext } from "./context";

/** The aliases of the active version, in alphabetical order. */
export async function readAliases(context: ControlContext): Promise<AliasList> {
  const { version, content } = context.active();
  const names = Object.keys(content.aliases).sort();
  return {
    active_version: version,
    aliases: names.flatMap((alias) => {
      const section = content.aliases[alias];
      if (section === undefined) return [];
      const { owner, primary, fallbacks, canary, rollback_route_version, expires_at } = section;
      return [{ alias, owner, primary, fallbacks, canary, rollback_route_version, expires_at }];
    }),
  };
}
