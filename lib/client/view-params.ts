import { parseAsStringLiteral } from "nuqs/server";
import { WINDOWS, type Window } from "@/lib/contract/common";

export const DEFAULT_WINDOW: Window = "1h";

/** What a page looks back over: `?window=6h`. */
export const windowParser = parseAsStringLiteral(WINDOWS).withDefault(DEFAULT_WINDOW);

export const TIME_ZONES = ["utc", "local"] as const;
export type TimeZoneChoice = (typeof TIME_ZONES)[number];

/** How moments are printed: `?tz=local`. */
export const timeZoneParser = parseAsStringLiteral(TIME_ZONES).withDefault("utc");

/** Parameters that stay while a person walks from page to page. */
export const LASTING_PARAMS = ["window", "tz"] as const;

export type PageSearchParams = Promise<Readonly<Record<string, string | string[] | undefined>>>;

/** The window of a page's URL, for the server's render. Anything unknown reads as the default. */
export async function windowOf(searchParams: PageSearchParams): Promise<Window> {
  const { window } = await searchParams;
  return WINDOWS.find((name) => name === window) ?? DEFAULT_WINDOW;
}
