import { describe, expect, test } from "vitest";
import { IssuedResponses } from "@/lib/gateway/issued-responses";

const web = { id: "web-app", tenant: "acme" };

describe("issued responses", () => {
  test("are found by the client and by others of its tenant, by nobody else", () => {
    const issued = new IssuedResponses();
    issued.remember("resp_1", "primary", web);
    expect(issued.holderOf("resp_1", web)).toEqual({ kind: "route", route: "primary" });
    expect(issued.holderOf("resp_1", { id: "batch", tenant: "acme" })).toEqual({ kind: "route", route: "primary" });
    expect(issued.holderOf("resp_1", { id: "other", tenant: "umbrella" })).toEqual({ kind: "not_yours" });
    expect(issued.holderOf("resp_2", web)).toEqual({ kind: "unknown" });
  });

  test("of a client without a tenant belong to it alone", () => {
    const issued = new IssuedResponses();
    issued.remember("resp_1", "primary", { id: "solo", tenant: null });
    expect(issued.holderOf("resp_1", { id: "other", tenant: null })).toEqual({ kind: "not_yours" });
  });

  test("are forgotten, the least recently used first, when there are too many", () => {
    const issued = new IssuedResponses(2);
    issued.remember("resp_1", "primary", web);
    issued.remember("resp_2", "primary", web);
    issued.holderOf("resp_1", web);
    issued.remember("resp_3", "fallback", web);
    expect(issued.holderOf("resp_2", web).kind).toBe("unknown");
    expect(issued.holderOf("resp_1", web).kind).toBe("route");
    expect(issued.holderOf("resp_3", web)).toEqual({ kind: "route", route: "fallback" });
  });

  test("with an absurdly long id are not kept", () => {
    const issued = new IssuedResponses();
    issued.remember("r".repeat(10_000), "primary", web);
    expect(issued.holderOf("r".repeat(10_000), web).kind).toBe("unknown");
  });
});
