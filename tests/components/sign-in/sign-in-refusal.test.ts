import { expect, test } from "vitest";
import { signInRefusal } from "@/components/sign-in/sign-in-refusal";
import { ApiError } from "@/lib/client/api";

test("a refusal never says which of the two was wrong", () => {
  expect(signInRefusal(new ApiError("unauthenticated", "unknown person", 401))).toBe("E-mail or password is wrong.");
});

test("too many tries names the wait", () => {
  expect(signInRefusal(new ApiError("rate_limited", "slow down", 429, {}, 42))).toBe(
    "Too many tries. Try again in 42 s.",
  );
});

test("an unreachable server is not called a wrong password", () => {
  expect(signInRefusal(new ApiError("unreachable", "The console could not reach the server.", 0))).toContain("reach");
});
