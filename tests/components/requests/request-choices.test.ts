import { expect, test } from "vitest";
import { requestChoices } from "@/components/requests/request-choices";
import { routeMapContent } from "@/tests/support/route-map-fixtures";

test("the filter offers each alias, cohort and route of the route map once", () => {
  expect(requestChoices(routeMapContent())).toEqual({
    aliases: ["internal-triage-v1", "support-summary-v3"],
    cohorts: ["internal", "general"],
    routes: ["azure-eu", "comet-chat", "openai-chat"],
  });
});
