import { expect, test } from "vitest";
import { limitsOf, textsOf } from "@/components/settings/client-limit-fields";

test("an empty limit is no limit, and what is shown reads back as it was", () => {
  const limits = { tenant: "acme", requests_per_minute: 600, concurrent: null };
  expect(limitsOf(textsOf(limits))).toEqual(limits);
  expect(limitsOf({ tenant: "  ", requestsPerMinute: "", concurrent: "" })).toEqual({
    tenant: null,
    requests_per_minute: null,
    concurrent: null,
  });
});

test.each(["0", "-5", "1.5", "1e3", "many"])("%s is not a limit", (text) => {
  expect(limitsOf({ tenant: "", requestsPerMinute: text, concurrent: "" })).toBeNull();
});
