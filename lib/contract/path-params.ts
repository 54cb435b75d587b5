import { z } from "zod";
import { Identifier } from "./common";

/** Path parameters of the console API, parsed like any other input. */
export const AliasParams = z.object({ alias: Identifier });
export const RouteParams = z.object({ route: Identifier });
export const TraceParams = z.object({ trace_id: z.string().min(1).max(128) });
export const VersionParams = z.object({ version: z.coerce.number().int().positive() });
