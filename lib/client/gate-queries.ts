import { queryOptions } from "@tanstack/react-query";
import { AliasList } from "@/lib/contract/alias-list";
import { type GateSettingsChange, GateSettingsView } from "@/lib/contract/gates";
import { apiChange, apiGet } from "./api";
import { aliasPath } from "./queries";

/** What is configured, without figures. */
export const aliasListQuery = () =>
  queryOptions({
    queryKey: ["directory", "aliases"] as const,
    queryFn: ({ signal }) => apiGet("/api/aliases", AliasList, signal),
  });

export const gateSettingsQuery = (alias: string) =>
  queryOptions({
    queryKey: ["directory", "gates", alias] as const,
    queryFn: ({ signal }) => apiGet(`${aliasPath(alias)}/gates`, GateSettingsView, signal),
  });

/** Replaces the gates of an alias; refused when somebody changed them since `base_revision`. */
export function changeGates(
  alias: string,
  body: GateSettingsChange,
  idempotencyKey: string,
): Promise<GateSettingsView> {
  return apiChange(`${aliasPath(alias)}/gates`, GateSettingsView, { method: "PUT", body, idempotencyKey });
}
