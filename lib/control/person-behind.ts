import type { Actor } from "@/lib/contract/rollout";
import type { ControlContext } from "./context";

/**
 * The e-mail address of the person who acts: of an access token, whoever was handed it. Null when nobody knows, as for a
 * token from the configuration file and for the machine.
 */
export async function personBehind(context: ControlContext, { kind, id }: Actor): Promise<string | null> {
  if (kind === "person") return id;
  if (kind !== "token") return null;
  return (await context.store.directory.tokens()).find((token) => token.id === id)?.madeBy ?? null;
}
