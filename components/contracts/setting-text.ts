import { ContractSetting } from "@/lib/contract/contract-sheet";
import type { ContractSettingKind } from "@/lib/core/contract-rows";

/** How a setting is typed, by kind; one line an entry where there are several. */
export const SETTING_HINTS: Readonly<Record<ContractSettingKind, string>> = {
  path: "/chat/completions",
  auth: "authorization Bearer",
  parameters: "claude_compat temperature=0-1 n=1 logprobs=no",
  deviations: "500 invalid_request client_error",
};

export type ReadSetting =
  | { readonly kind: "read"; readonly setting: ContractSetting | null }
  | { readonly kind: "unclear"; readonly why: string };

/** The setting a person typed; nothing typed means that the route map's value holds. */
export function readSettingText(kind: ContractSettingKind, text: string): ReadSetting {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  if (lines.length === 0) return { kind: "read", setting: null };
  const parsed = ContractSetting.safeParse(settingOf(kind, lines));
  if (parsed.success) return { kind: "read", setting: parsed.data };
  return { kind: "unclear", why: `Not understood. Write it like: ${SETTING_HINTS[kind]}` };
}

/** The same setting as a person would type it. */
export function printSettingText(setting: ContractSetting | null): string {
  if (setting === null) return "";
  switch (setting.kind) {
    case "path":
      return setting.path;
    case "auth":
      return [setting.header, ...(setting.scheme === null ? [] : [setting.scheme])].join(" ");
    case "parameters":
      return setting.families
        .map(({ family, honours }) =>
          [family ?? "all", ...Object.entries(honours).map(([name, value]) => `${name}=${printValue(value)}`)].join(
            " ",
          ),
        )
        .join("\n");
    case "deviations":
      return setting.deviations.map(({ status, code, means }) => `${status} ${code ?? "*"} ${means}`).join("\n");
  }
}

function settingOf(kind: ContractSettingKind, lines: readonly string[]): unknown {
  const words = (lines[0] ?? "").split(/\s+/);
  switch (kind) {
    case "path":
      return { kind, path: lines.join(" ") };
    case "auth":
      return { kind, header: words[0], scheme: words[1] ?? null };
    case "parameters":
      return { kind, families: lines.map(familyOf) };
    case "deviations":
      return { kind, deviations: lines.map(deviationOf) };
  }
}

function familyOf(line: string): unknown {
  const [family, ...fields] = line.split(/\s+/);
  const honours = fields.map((field) => {
    const [name = "", value = ""] = field.split("=");
    return [name, readValue(value)];
  });
  return { family: family === "all" ? null : family, honours: Object.fromEntries(honours) };
}

function deviationOf(line: string): unknown {
  const [status, code, means] = line.split(/\s+/);
  return { status: Number(status), code: code === "*" ? null : code, means };
}

function readValue(text: string): unknown {
  if (text === "yes" || text === "no") return text === "yes";
  if (text === "any") return null;
  const range = /^(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)$/.exec(text);
  if (range !== null) return [Number(range[1]), Number(range[2])];
  return /^\d+$/.test(text) ? Number(text) : text;
}

function printValue(value: unknown): string {
  if (Array.isArray(value)) return value.join("-");
  if (typeof value === "boolean") return value ? "yes" : "no";
  return value === null ? "any" : String(value);
}
