import type { TokenList } from "@/lib/contract/directory";
import type { ControlContext } from "./context";
import { tokenView } from "./directory-views";

/** Every access token, revoked ones last. */
export async function readTokens(context: ControlContext): Promise<TokenList> {
  const tokens = (await context.store.directory.tokens()).map(tokenView);
  return { tokens: tokens.sort((left, right) => Number(left.revoked_at !== null) - Number(right.revoked_at !== null)) };
}
