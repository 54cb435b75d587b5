import { describe, expect, it } from "vitest";
import * as vocabulary from "@/lib/core/error-vocabulary";

const { speaksOf, ...lists } = vocabulary;

describe("vocabularies", () => {
  it.each(Object.entries(lists))("%s is lower case, without bare numbers", (_name, { codes, phrases }) => {
    for (const word of [...codes, ...phrases]) {
      expect(word).toBe(word.toLowerCase());
      expect(word).not.toMatch(/^\d+$/);
      expect(word.length).toBeGreaterThanOrEqual(4);
    }
  });

  it("no code belongs to two of them", () => {
    const all = Object.values(lists).flatMap(({ codes }) => [...codes]);
    expect(all.length).toBe(new Set(all).size);
  });
});

it("codes are compared whole, phrases are looked for", () => {
  expect(speaksOf(lists.BILLING, new Set(["insufficient_quota"]), "")).toBe(true);
  expect(speaksOf(lists.BILLING, new Set(["not_insufficient_quota"]), "")).toBe(false);
  expect(speaksOf(lists.BILLING, new Set(), "sorry: you exceeded your current quota!")).toBe(true);
  expect(speaksOf(lists.BILLING, new Set(), "insufficient_quota")).toBe(false);
});
