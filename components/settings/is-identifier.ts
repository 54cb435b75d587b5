import { Identifier } from "@/lib/contract/common";

/** Whether a text can name a token or a client. */
export function isIdentifier(text: string): boolean {
  return Identifier.safeParse(text).success;
}
