import { expect, test } from "vitest";
import { expiryText, sectionFacts } from "@/components/route-map/section-facts";
import { AliasSection } from "@/lib/contract/route-map";

const section = AliasSection.parse({ primary: "a", salt: "s", routes: {}, rollback_route_version: null });

test("settings are printed with their units, and a first version says there is nothing behind it", () => {
  expect(sectionFacts(section)).toEqual([
    { label: "Streams", value: "passthrough" },
    { label: "Deadline", value: "1 min" },
    { label: "At most", value: "4 attempts, 1 retry a route" },
    { label: "Objective", value: "99.5% available" },
    { label: "Rollback to", value: "nothing before it" },
    { label: "Adapts", value: "nothing" },
  ]);
});

test("what is adapted, and every switch of route control, is said in words", () => {
  const facts = sectionFacts(
    AliasSection.parse({
      ...section,
      adapt: { clamp: ["temperature", "n"], map: ["max_tokens"], drop: ["logprobs"] },
      disabled: [
        { use: "primary", tenants: ["acme"], environments: ["staging"] },
        { use: "disabled", cohorts: ["beta"], model_families: ["claude_compat"] },
        { use: "fallback" },
      ],
    }),
  );
  expect(
    facts.filter(({ label }) => label === "Adapts" || label === "Route control").map(({ value }) => value),
  ).toEqual([
    "clamps temperature, n; maps max_tokens; drops logprobs",
    "primary only for tenants acme, in staging",
    "switched off for cohorts beta and families claude_compat",
    "fallbacks only for everybody",
  ]);
});

test("an alias is good through the whole of its last day, in UTC", () => {
  expect(expiryText("2026-11-20", Date.parse("2026-11-20T23:59:00Z"))).toEqual({
    text: "expires 2026-11-20",
    isPast: false,
  });
  expect(expiryText("2026-11-20", Date.parse("2026-11-21T00:00:00Z"))).toEqual({
    text: "expired 2026-11-20",
    isPast: true,
  });
  expect(expiryText(null, 0)).toEqual({ text: "no expiry", isPast: false });
});
