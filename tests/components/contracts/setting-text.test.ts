import { describe, expect, it } from "vitest";
import { printSettingText, readSettingText, SETTING_HINTS } from "@/components/contracts/setting-text";
import type { ContractSettingKind } from "@/lib/core/contract-rows";

const KINDS: readonly ContractSettingKind[] = ["path", "auth", "parameters", "deviations"];

describe("a setting as a person types it", () => {
  it.each(KINDS)("%s: the example reads, and prints as it was typed", (kind) => {
    const read = readSettingText(kind, SETTING_HINTS[kind]);
    if (read.kind !== "read") throw new Error(read.why);
    expect(read.setting?.kind).toBe(kind);
    expect(printSettingText(read.setting)).toBe(SETTING_HINTS[kind]);
  });

  it("is none when nothing is typed", () => {
    for (const kind of KINDS) expect(readSettingText(kind, " \n ")).toEqual({ kind: "read", setting: null });
    expect(printSettingText(null)).toBe("");
  });

  it.each([
    ["path", "https://elsewhere.example.com/v1"],
    ["path", "/../admin"],
    ["path", "//elsewhere.example.com"],
    ["path", "/chat?key=1"],
    ["auth", "host Bearer"],
    ["auth", "x-key: value"],
    ["parameters", "claude_compat warmth=1"],
    ["parameters", "nobody n=1"],
    ["deviations", "200 ok client_error"],
    ["deviations", "500 invalid_request nonsense"],
  ] as const)("%s refuses %s", (kind, text) => {
    expect(readSettingText(kind, text).kind).toBe("unclear");
  });

  it("takes several lines, any code and any family", () => {
    expect(readSettingText("deviations", "500 * server_error\n503 model_not_found route_unavailable")).toMatchObject({
      setting: { deviations: [{ code: null }, { code: "model_not_found" }] },
    });
    expect(readSettingText("parameters", "all temperature=0-1.5 tools=yes n=any")).toMatchObject({
      setting: { families: [{ family: null, honours: { temperature: [0, 1.5], tools: true, n: null } }] },
    });
  });
});
