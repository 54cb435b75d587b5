import { expect, it } from "vitest";
import { drillRequest, drillUser, isDrillUser } from "@/lib/core/drill-request";

const options = { alias: "support", session: "drill-1", requiredJsonKeys: [] };

it("every shape asks for the alias and keeps its arm by the session", () => {
  for (const shape of ["short", "multi_turn", "every_option", "streamed", "invalid"] as const) {
    expect(drillRequest(shape, options)).toMatchObject({ model: "support", user: "drill-1" });
  }
});

it("a stream asks for its usage, and the invalid one breaks the contract in its messages only", () => {
  expect(drillRequest("streamed", options)).toMatchObject({ stream: true, stream_options: { include_usage: true } });
  expect(Array.isArray(drillRequest("invalid", options).messages)).toBe(false);
});

it("keys that the alias requires are asked for as a schema", () => {
  const { response_format } = drillRequest("short", { ...options, requiredJsonKeys: ["team"] });
  expect(response_format).toMatchObject({ json_schema: { schema: { required: ["team"] } } });
  expect(drillRequest("short", options)).not.toHaveProperty("response_format");
});

it("a drill's requests can be told from those of other users, one by one", () => {
  expect([drillUser(1), drillUser(2)].every(isDrillUser)).toBe(true);
  expect(drillUser(1)).not.toBe(drillUser(2));
  expect(isDrillUser("user-1")).toBe(false);
});
