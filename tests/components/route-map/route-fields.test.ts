import { expect, test } from "vitest";
import { routeFields } from "@/components/route-map/route-fields";
import { routeMapContent } from "@/tests/support/route-map-fixtures";

test("a section is printed as the thirteen fields, by the names other systems know", () => {
  const content = routeMapContent();
  const section = content.aliases["support-summary-v3"];
  if (section === undefined) throw new Error("the fixture has the alias");
  expect(routeFields(42, content, "support-summary-v3", section)).toEqual([
    { name: "route_version", value: "v42" },
    { name: "environment", value: "production" },
    { name: "tenant_or_cohort", value: "internal (clients staff-tools, header); general (everybody else)" },
    { name: "primary_provider", value: "openai (openai-chat)" },
    { name: "fallback_provider", value: "azure (azure-eu), cometapi (comet-chat)" },
    { name: "model_alias", value: "support-summary-v3" },
    { name: "provider_model_id", value: "gpt-large" },
    {
      name: "enabled_features",
      value: "chat, responses, streaming, tools, json_schema, logprobs, vision, reasoning_effort",
    },
    { name: "timeout_ms", value: "2 min an attempt, 1 min a request" },
    { name: "retry_policy", value: "max_attempts 4, max_retries_per_route 1" },
    { name: "rollback_route_version", value: "v39" },
    { name: "owner", value: "team-support" },
    { name: "expires_at", value: "2027-06-30" },
  ]);
});
