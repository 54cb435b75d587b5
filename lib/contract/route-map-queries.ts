import { z } from "zod";

/** `GET /api/route-map/versions` query; `cursor` is the number to continue below. */
export const RouteMapVersionQuery = z.object({
  cursor: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const RouteMapDiffQuery = z.object({
  from: z.coerce.number().int().positive(),
  to: z.coerce.number().int().positive(),
});

/** `GET /api/route-map/export` query; without a version the active one. */
export const RouteMapExportQuery = z.object({ version: z.coerce.number().int().positive().optional() });
