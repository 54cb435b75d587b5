import { z } from "zod";
import { AuditQuery } from "./audit";
import { RequestListQuery } from "./requests";

export const EXPORT_KINDS = ["audit", "requests"] as const;
export type ExportKind = (typeof EXPORT_KINDS)[number];
export const ExportParams = z.object({ kind: z.enum(EXPORT_KINDS) });

export const EXPORT_FORMATS = ["jsonl", "csv"] as const;
const Format = z.object({ format: z.enum(EXPORT_FORMATS).default("jsonl") });

/** More rows than this are cut off, and the last line says so. */
export const LARGEST_EXPORT_ROWS = 100_000;

export const AuditExportQuery = AuditQuery.omit({ cursor: true, limit: true }).extend(Format.shape);
export type AuditExportQuery = z.infer<typeof AuditExportQuery>;
export const RequestExportQuery = RequestListQuery.omit({ cursor: true, limit: true }).extend(Format.shape);
export type RequestExportQuery = z.infer<typeof RequestExportQuery>;

/** Every filter either kind takes, for the description of the operation. */
export const ExportQuery = z.object({ ...AuditExportQuery.shape, ...RequestExportQuery.shape });
