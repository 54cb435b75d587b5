import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classifyErrorBody, classifyHttpFailure } from "@/lib/core/classify";
import { FAILURE_CLASSES } from "@/lib/core/signal-class";
import { ACCOUNT_FAILURES } from "./corpus/account-failures";
import { ERRORS_WITH_200 } from "./corpus/errors-with-200";
import { LIMIT_FAILURES } from "./corpus/limit-failures";
import { REQUEST_FAILURES } from "./corpus/request-failures";
import { SERVER_FAILURES } from "./corpus/server-failures";

const HTTP_FAILURES = [...SERVER_FAILURES, ...LIMIT_FAILURES, ...ACCOUNT_FAILURES, ...REQUEST_FAILURES];

const classify = (status: number, bodyText: string, headers: Readonly<Record<string, string>> = {}) =>
  classifyHttpFailure({ status, headers, bodyText, nowMs: 0 });

describe("the failure corpus", () => {
  it.each(HTTP_FAILURES)("$source ($status)", ({ status, body, headers, class: name, detail }) => {
    const signal = classify(status, body, headers);
    expect({ class: signal.class, detail: signal.detail, httpStatus: signal.httpStatus }).toEqual({
      class: name,
      detail,
      httpStatus: status,
    });
  });

  it.each(ERRORS_WITH_200)("$source (200)", ({ body, class: name, detail }) => {
    const signal = classifyErrorBody({ status: 200, bodyText: body, nowMs: 0 });
    expect({ class: signal?.class, detail: signal?.detail }).toEqual({ class: name, detail });
  });

  it.each(ERRORS_WITH_200)("$source, already parsed", ({ body, class: name }) => {
    expect(classifyErrorBody({ status: 200, bodyText: body, parsed: JSON.parse(body), nowMs: 0 })?.class).toBe(name);
  });
});

describe("what is no error", () => {
  it.each([
    [
      "a chat completion",
      { object: "chat.completion", error: null, choices: [{ message: {}, finish_reason: "stop" }] },
    ],
    ["a Responses object", { object: "response", status: "completed", error: null, output: [] }],
    ["a Responses event", { type: "response.created", response: { status: "in_progress", error: null } }],
    ["a usage chunk", { object: "chat.completion.chunk", choices: [], usage: { prompt_tokens: 1 } }],
    ["an answer that talks about errors", { choices: [{ message: { content: '{"error":"rate limit exceeded"}' } }] }],
    ["an empty error object in an answer", { object: "chat.completion", error: {}, choices: [{ message: {} }] }],
  ])("%s", (_name, body) => {
    expect(classifyErrorBody({ status: 200, bodyText: JSON.stringify(body), nowMs: 0 })).toBeNull();
    expect(classifyErrorBody({ status: 200, bodyText: "", parsed: body, nowMs: 0 })).toBeNull();
  });

  it.each(["", "   ", "<html></html>", "{malformed json: <<<chaos>>>", "null", "42", '"text"', "[]"])(
    "a 200 body %j is left to output validation",
    (bodyText) => {
      expect(classifyErrorBody({ status: 200, bodyText, nowMs: 0 })).toBeNull();
    },
  );
});

describe("precedence", () => {
  const everything =
    "insufficient_quota invalid_api_key content_filter model_not_found invalid_request rate_limit_exceeded";
  const codes = everything.split(" ");

  it.each([
    [0, "account_error", "billing"],
    [1, "account_error", "authentication"],
    [2, "content_policy", null],
    [3, "route_unavailable", "model_not_found"],
  ] as const)("from code %i on, the first that applies decides at 500", (from, name, detail) => {
    const nested = JSON.stringify({ error: { code: codes[from + 1] ?? "", message: "x" } });
    const body = JSON.stringify({ error: { code: codes[from], type: codes.at(-1), message: nested } });
    expect(classify(500, body)).toMatchObject({ class: name, detail });
  });

  it("a client contract code decides even at 500, 502 and 504", () => {
    for (const status of [500, 502, 504]) {
      expect(
        classify(status, '{"error":{"code":"invalid_request","message":"field messages is required"}}').class,
      ).toBe("client_error");
    }
  });

  it("429 wins over invalid_request_error, and 413 over rate_limit_exceeded", () => {
    expect(classify(429, '{"error":{"type":"invalid_request_error","message":"x"}}').class).toBe("rate_limited");
    expect(classify(413, '{"error":{"code":"rate_limit_exceeded","message":"x"}}').class).toBe("client_error");
  });

  it("an explicit throttling code wins over a status of the 500s", () => {
    expect(classify(500, '{"error":{"code":"rate_limit_exceeded","message":"x"}}').class).toBe("rate_limited");
  });
});

describe("facts kept for people", () => {
  it("finds the request id inside a CometAPI message before the one in the headers", () => {
    const body =
      '{"error":{"code":"model_not_found","message":"no available channel (distributor) (request id: 20260205132859798638387SIHCnxzJ)","type":"comet_api_error"}}';
    expect(classify(503, body, { "x-request-id": "from-header" })).toMatchObject({
      providerRequestId: "20260205132859798638387SIHCnxzJ",
      providerCode: "model_not_found",
      providerType: "comet_api_error",
      providerParam: null,
    });
    expect(classify(500, "oops", { "x-request-id": "from-header" }).providerRequestId).toBe("from-header");
    expect(classify(500, "oops", { "cf-ray": "7d1a-AMS" }).providerRequestId).toBe("7d1a-AMS");
  });

  it("reads the wait from headers, and from the message when there is no header", () => {
    const body = '{"error":{"message":"Rate limit reached. Please try again in 6s.","code":"rate_limit_exceeded"}}';
    expect(classify(429, body).statedWaitMs).toBe(6_000);
    expect(classify(429, body, { "retry-after": "2" }).statedWaitMs).toBe(2_000);
  });

  it("turns empty codes into null and numbers into text", () => {
    expect(classify(400, '{"error":{"code":"","param":"","type":"x","message":"m"}}')).toMatchObject({
      providerCode: null,
      providerParam: null,
    });
    expect(classify(400, '{"error":{"code":400,"message":"m"}}').providerCode).toBe("400");
  });
});

it("keeps what a provider sent within bounds", () => {
  const huge = "x".repeat(200_000);
  const signal = classify(400, JSON.stringify({ error: { message: huge, code: huge, type: huge, param: huge } }));
  expect(signal.providerMessage).toHaveLength(16_384);
  expect([signal.providerCode, signal.providerType, signal.providerParam].map((text) => text?.length)).toEqual([
    200, 200, 200,
  ]);
});

describe("proof that nothing ran", () => {
  it.each([
    [429, "", true],
    [401, "", true],
    [400, "", true],
    [404, '{"error":{"code":"model_not_found","message":"x"}}', true],
    [529, "", true],
    [503, "", true],
    [503, '{"error":{"code":"server_is_overloaded","message":"x"}}', true],
    [503, "upstream connect error or disconnect/reset before headers. reset reason: connection termination", false],
    [500, "", false],
    [502, "", false],
    [504, "", false],
    [408, "", false],
  ] as const)("status %i with %j: %s", (status, body, expected) => {
    expect(classify(status, body).provesNothingRan).toBe(expected);
  });

  it("is never claimed for an answer that began with 200", () => {
    for (const { body } of ERRORS_WITH_200) {
      expect(classifyErrorBody({ status: 200, bodyText: body, nowMs: 0 })?.provesNothingRan).toBe(false);
    }
  });
});

describe("hostile bodies", () => {
  const json = fc.json({ maxDepth: 4 });

  it("any status and any text give one known class and never throw", () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 999 }), fc.oneof(fc.string({ unit: "binary" }), json), (status, body) => {
        expect(FAILURE_CLASSES).toContain(classify(status, body).class);
        const answer = classifyErrorBody({ status: 200, bodyText: body, nowMs: 0 });
        if (answer !== null) expect(FAILURE_CLASSES).toContain(answer.class);
      }),
      { numRuns: 2_000 },
    );
  });

  it("any JSON in the place of the error's fields gives one known class", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (code, type, message, metadata) => {
        const body = JSON.stringify({ error: { code, type, message, metadata, details: metadata, innererror: type } });
        expect(FAILURE_CLASSES).toContain(classify(500, body).class);
      }),
    );
  });

  it.each([
    ["open brackets", "[".repeat(1_000_000)],
    ["open objects", '{"error":'.repeat(110_000)],
    ["one long message", JSON.stringify({ error: { message: "request id: ".repeat(80_000) } })],
    ["a page without an end", `<title>${"<".repeat(1_000_000)}`],
    ["spaces", " ".repeat(1_000_000)],
    ["wait phrases", "try again in ".repeat(75_000)],
    ["JSON inside a message", JSON.stringify({ error: { message: `{"error":${"[".repeat(900_000)}` } })],
  ])("a megabyte of %s is read in linear time", (_name, body) => {
    const startedAt = performance.now();
    expect(FAILURE_CLASSES).toContain(classify(500, body).class);
    expect(performance.now() - startedAt).toBeLessThan(500);
  });
});

describe("an answer the contract worksheet knows", () => {
  const deviations = [
    { status: 400, code: "not_priced", means: "route_unavailable" },
    { status: 520, code: null, means: "rate_limited" },
  ] as const;
  const known = (status: number, code: string | null) =>
    classifyHttpFailure({
      status,
      headers: {},
      bodyText: JSON.stringify({ error: { message: "no", type: "x", code } }),
      nowMs: 0,
      deviations,
    });

  it("means what the worksheet says, and a refusal proves that nothing ran", () => {
    expect(known(400, "not_priced")).toMatchObject({
      class: "route_unavailable",
      detail: "expected_deviation",
      httpStatus: 400,
      provesNothingRan: true,
    });
    expect(known(520, "anything").class).toBe("rate_limited");
  });

  it("is judged as ever when status or code is another", () => {
    expect(known(400, "other").class).toBe("client_error");
    expect(known(500, "not_priced").class).toBe("server_error");
  });
});
