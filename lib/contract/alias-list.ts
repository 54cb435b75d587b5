import { z } from "zod";
import { Percent } from "./common";

/** `GET /api/aliases`: what is configured, without figures. */
export const AliasList = z.object({
  active_version: z.number().int(),
  aliases: z.array(
    z.object({
      alias: z.string(),
      owner: z.string(),
      primary: z.string(),
      fallbacks: z.array(z.string()),
      canary: z.object({ route: z.string(), cohorts: z.record(z.string(), Percent) }).nullable(),
      rollback_route_version: z.number().int().nullable(),
      expires_at: z.string().nullable(),
    }),
  ),
});
export type AliasList = z.infer<typeof AliasList>;
