import { describe, expect, it } from "vitest";
import { readErrorBody } from "@/lib/core/error-body";
import { judgeError } from "@/lib/core/judge-error";

const judge = (status: number | null, fields: Readonly<Record<string, unknown>> = {}): string => {
  const { class: name, detail } = judgeError(
    status,
    readErrorBody(JSON.stringify({ error: { message: "x", ...fields } })),
  );
  return detail === null ? name : `${name}:${detail}`;
};

describe("the status alone", () => {
  it.each([
    [300, "client_error:redirect"],
    [308, "client_error:redirect"],
    [400, "client_error"],
    [401, "account_error:authentication"],
    [402, "account_error:billing"],
    [403, "account_error:permission"],
    [404, "client_error:wrong_path"],
    [405, "client_error"],
    [407, "account_error:authentication"],
    [408, "server_error:timeout"],
    [409, "client_error"],
    [413, "client_error:request_too_large"],
    [415, "client_error"],
    [422, "client_error"],
    [429, "rate_limited"],
    [498, "rate_limited"],
    [499, "server_error"],
    [500, "server_error"],
    [502, "server_error"],
    [503, "server_error"],
    [504, "server_error:timeout"],
    [520, "server_error"],
    [522, "server_error:timeout"],
    [524, "server_error:timeout"],
    [526, "server_error"],
    [529, "route_unavailable:overloaded"],
    [530, "server_error"],
    [101, "server_error"],
    [null, "invalid_output:error_body"],
  ] as const)("%s is %s", (status, expected) => {
    expect(judge(status)).toBe(expected);
  });
});

describe("a word decides against its status", () => {
  it.each([
    [200, "insufficient_quota", "account_error:billing"],
    [500, "insufficient_quota", "account_error:billing"],
    [500, "invalid_api_key", "account_error:authentication"],
    [500, "sensitive_words_detected", "content_policy"],
    [400, "model_not_found", "route_unavailable:model_not_found"],
    [500, "model_not_found", "route_unavailable:model_not_found"],
    [403, "model_not_found", "account_error:permission"],
    [502, "invalid_request", "client_error:invalid_request"],
    [500, "context_length_exceeded", "client_error:context_length"],
    [413, "context_length_exceeded", "client_error:context_length"],
    [500, "slow_down", "rate_limited"],
    [400, "rate_limit_exceeded", "rate_limited"],
    [429, "overloaded_error", "rate_limited"],
    [429, "invalid_api_key", "account_error:authentication"],
    [400, "overloaded_error", "client_error"],
  ] as const)("%i with %s is %s", (status, code, expected) => {
    expect(judge(status, { code })).toBe(expected);
  });

  it("a claimed success is judged by its words alone", () => {
    expect(judge(null, { type: "server_error" })).toBe("server_error");
    expect(judge(null, { code: "timeout" })).toBe("server_error:timeout");
    expect(judge(null, { message: "Rate limit exceeded" })).toBe("rate_limited");
  });
});

it("a provider's own word never becomes a detail", () => {
  expect(judge(400, { code: "sk-live-my-secret-in-a-code" })).toBe("client_error");
});
