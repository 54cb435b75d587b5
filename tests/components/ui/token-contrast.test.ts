import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const css = readFileSync("app/globals.css", "utf8");
const TEXT = 4.5;
const MARK = 3;

const TEXT_PAIRS = [
  ["ink", "page"],
  ["ink", "surface"],
  ["muted", "page"],
  ["muted", "surface"],
  ["muted", "surface-hover"],
  ["faint", "page"],
  ["faint", "surface"],
  ["healthy", "surface"],
  ["healthy", "healthy-soft"],
  ["degraded", "surface"],
  ["degraded", "degraded-soft"],
  ["failing", "surface"],
  ["failing", "failing-soft"],
  ["accent", "surface"],
  ["accent", "accent-soft"],
  ["stable", "surface"],
  ["canary", "surface"],
] as const;

function tokensOf(block: string): Map<string, string> {
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map((match) => [match[1] ?? "", match[2] ?? ""]),
  );
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const value = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(left: string, right: string): number {
  const [dark = 0, light = 0] = [luminance(left), luminance(right)].sort((one, other) => one - other);
  return (light + 0.05) / (dark + 0.05);
}

const darkStart = css.indexOf('[data-mantine-color-scheme="dark"]');
const schemes = { light: tokensOf(css.slice(0, darkStart)), dark: tokensOf(css.slice(darkStart)) };

test.each(["light", "dark"] as const)("every text of the %s theme has 4.5:1 against what it stands on", (scheme) => {
  const tokens = schemes[scheme];
  const weak = TEXT_PAIRS.filter(([text, ground]) => contrast(tokens.get(text) ?? "", tokens.get(ground) ?? "") < TEXT);
  expect(weak).toEqual([]);
});

test.each(["light", "dark"] as const)("every error class of the %s theme has 3:1 against the surface", (scheme) => {
  const tokens = schemes[scheme];
  const classes = [...tokens].filter(([name]) => name.startsWith("class-"));
  expect(classes).toHaveLength(12);
  expect(classes.filter(([, color]) => contrast(color, tokens.get("surface") ?? "") < MARK)).toEqual([]);
});
