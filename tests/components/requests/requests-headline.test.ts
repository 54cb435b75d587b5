import { expect, test } from "vitest";
import { requestsHeadline } from "@/components/requests/requests-headline";

const lastHour = { window: "1h" as const, from: null, to: null, kind: null, state: null };
const counted = (succeeded: number, failed: number) => ({
  histogram: [{ at: "2026-11-20T02:00:00.000Z", succeeded, failed }],
});

test("the sentence gives the count, the span and the failed share with its base", () => {
  expect(requestsHeadline(lastHour, counted(1_878, 12))).toBe("1,890 requests in the last hour, 12 failed (0.6%)");
  expect(requestsHeadline(lastHour, counted(1, 0))).toBe("1 request in the last hour, none failed");
});

test("what is not traffic is called by its kind", () => {
  expect(requestsHeadline({ ...lastHour, kind: "drill" }, counted(2, 0))).toBe(
    "2 drill requests in the last hour, none failed",
  );
  expect(requestsHeadline({ ...lastHour, kind: "all" }, counted(2, 0))).toBe(
    "2 requests in the last hour, none failed",
  );
});

test("no requests is a sentence, not a share of zero", () => {
  expect(requestsHeadline(lastHour, counted(0, 0))).toBe("No requests in the last hour");
});

test("a question nothing was counted for gets no figure at all", () => {
  expect(requestsHeadline(lastHour, { histogram: null })).toBe("Requests");
  expect(requestsHeadline(lastHour, undefined)).toBe("Requests");
});

test("a list of one state claims no share: it would be all or nothing", () => {
  const failed = { ...lastHour, state: "failed" as const };
  expect(requestsHeadline(failed, counted(0, 62))).toBe("62 failed requests in the last hour");
  expect(requestsHeadline({ ...lastHour, state: "client_closed" }, counted(0, 1))).toBe(
    "1 client closed request in the last hour",
  );
});
