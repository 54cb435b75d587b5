import { expect, it } from "vitest";
import {
  checkRefused,
  checkRescued,
  checkServed,
  checkSmoke,
  checkStreams,
  checkWholeStreams,
} from "@/lib/core/drill-check-answers";
import { attempt, facts, SCENE, seen } from "./drill-fixture";

const refused = (code: string) =>
  seen({ answer: { httpStatus: 503, errorCode: code }, record: { state: "failed", route: null } });

it("an answer counts for the route that is meant, and only when it is whole", () => {
  const { isPassed } = checkServed("primary", SCENE, facts([seen(), seen({ record: { route: "two" } })]));
  expect(isPassed).toBe(false);
  expect(checkServed("another_route", SCENE, facts([seen({ record: { route: "two" } })])).isPassed).toBe(true);
  expect(checkServed("candidate", SCENE, facts([seen({ record: { route: "two" } })])).isPassed).toBe(true);
  expect(checkServed("rollback_target", SCENE, facts([seen()])).expected).toContain("one (v7)");
  const cut = seen({ answer: { stream: { hasText: true, hasDone: false, errorFrames: 1 } } });
  expect(checkServed("any", SCENE, facts([cut])).isPassed).toBe(false);
});

it("a claim about requests fails when there were none", () => {
  expect(checkServed("any", SCENE, facts([]))).toMatchObject({ seen: "no request was made", isPassed: false });
});

it("the seen side says how many differ and what they got instead", () => {
  const failed = seen({
    answer: { httpStatus: 503 },
    record: { route: null },
    attempts: [attempt({ state: "failed", errorClass: "server_error" })],
  });
  expect(checkServed("primary", SCENE, facts([seen(), failed, failed])).seen).toBe(
    "2 of 3 did not: HTTP 503 (server_error)",
  );
});

it("without verified capacity a rate limit ends in one clean 503 instead of a rescue", () => {
  const alone = { ...SCENE, capacityVerified: [] };
  expect(checkRescued(alone, facts([refused("primary_rate_limited")])).isPassed).toBe(true);
  expect(checkRescued(alone, facts([seen({ record: { route: "two" } })])).isPassed).toBe(false);
  expect(checkRescued(SCENE, facts([seen({ record: { route: "two" } })])).isPassed).toBe(true);
});

it("a refusal has the right status, the right code and a whole envelope", () => {
  const claim = { kind: "all_refused", status: 503, code: "auth_or_account_error" } as const;
  expect(checkRefused(claim, facts([refused("auth_or_account_error")])).isPassed).toBe(true);
  expect(checkRefused(claim, facts([refused("overloaded")])).isPassed).toBe(false);
  const bare = seen({ answer: { httpStatus: 503, errorCode: "auth_or_account_error", defects: ["error.message"] } });
  expect(checkRefused(claim, facts([bare])).isPassed).toBe(false);
  const client = { kind: "all_refused", status: "4xx", code: null } as const;
  expect(checkRefused(client, facts([seen({ answer: { httpStatus: 422 } })])).isPassed).toBe(true);
  expect(checkRefused(client, facts([seen({ answer: { httpStatus: 503 } })])).isPassed).toBe(false);
});

it("a broken stream ends as the stream policy says", () => {
  const ended = seen({ answer: { stream: { hasText: true, hasDone: false, errorFrames: 1 } } });
  const truncated = seen({ answer: { stream: { hasText: true, hasDone: true, errorFrames: 0 } } });
  expect(checkStreams(SCENE, facts([ended])).isPassed).toBe(true);
  expect(checkStreams(SCENE, facts([truncated])).isPassed).toBe(false);
  expect(checkStreams({ ...SCENE, streamPolicy: "buffered" }, facts([truncated])).isPassed).toBe(true);
  expect(checkWholeStreams(facts([ended])).seen).toBe("1 of 1 did not: text, 1 error frame, no [DONE]");
});

it("a missing documented field fails the smoke check by its name", () => {
  expect(checkSmoke(facts([seen({ answer: { defects: ["finish_reason"] } })])).seen).toBe(
    "1 of 1 did not: finish_reason",
  );
  expect(checkSmoke(facts([seen()])).isPassed).toBe(true);
});
