import type { ContractSetting, ContractSheet } from "@/lib/contract/contract-sheet";
import type { RouteMapContent } from "@/lib/contract/route-map";
import type { ContractRowId } from "@/lib/core/contract-rows";

export interface InForce {
  readonly text: string;
  readonly from: "worksheet" | "route_map";
}

/** What the gateway does now for one row, and who says so; null for a row it reads nothing from. */
export function inForce(content: RouteMapContent, sheet: ContractSheet, row: ContractRowId): InForce | null {
  const setting = sheet.rows[row].setting;
  const from = setting === null ? "route_map" : "worksheet";
  const provider = content.providers[sheet.provider];
  if (provider === undefined) return null;
  switch (row) {
    case "endpoint_path": {
      const path = setting?.kind === "path" ? setting.path : provider.paths[sheet.endpoint];
      return { text: `POST ${provider.base_url.replace(/\/+$/, "")}${path}`, from };
    }
    case "auth_header": {
      const auth = setting?.kind === "auth" ? setting : provider.auth;
      return { text: `${auth.header}: ${auth.scheme === null ? "" : `${auth.scheme} `}<key>`, from };
    }
    case "parameters":
      return setting === null
        ? { text: "as each route states, within its family of models", from }
        : { text: printParameters(setting), from };
    case "error_shape":
      return setting === null
        ? { text: "status and body, no deviation", from }
        : { text: printDeviations(setting), from };
    default:
      return null;
  }
}

function printParameters(setting: ContractSetting): string {
  if (setting.kind !== "parameters") return "";
  return setting.families
    .map(({ family, honours }) => {
      const fields = Object.entries(honours).map(([name, value]) => `${name} ${printValue(value)}`);
      return `${family ?? "all families"}: ${fields.join(", ") || "as stated"}`;
    })
    .join("; ");
}

function printValue(value: unknown): string {
  if (Array.isArray(value)) return value.join("-");
  if (typeof value === "boolean") return value ? "yes" : "no";
  return value === null ? "any" : String(value);
}

function printDeviations(setting: ContractSetting): string {
  if (setting.kind !== "deviations") return "";
  if (setting.deviations.length === 0) return "status and body, no deviation";
  return setting.deviations
    .map(({ status, code, means }) => `${status}${code === null ? "" : ` ${code}`} means ${means}`)
    .join("; ");
}
