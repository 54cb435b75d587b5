import { describe, expect, it } from "vitest";
import { priceCandidate, tokenMix } from "@/lib/core/cost-comparison";

const MIX = { inputTokens: 1_000, outputTokens: 200 };

describe("a candidate's cost", () => {
  it("is that of a thousand mean requests, beside the primary's", () => {
    const priced = priceCandidate(MIX, { inputPerMtok: 2, outputPerMtok: 5 }, { inputPerMtok: 1, outputPerMtok: 2.5 });
    expect(priced.costPerThousand).toBeCloseTo(3, 9);
    expect(priced.timesPrimary).toBeCloseTo(2, 9);
  });

  it("is unknown without a price or a mix, and compared with nothing that is free", () => {
    const free = { inputPerMtok: 0, outputPerMtok: 0 };
    const some = { inputPerMtok: 1, outputPerMtok: 1 };
    expect(priceCandidate(MIX, null, some)).toEqual({ costPerThousand: null, timesPrimary: null });
    expect(priceCandidate(null, some, some)).toEqual({ costPerThousand: null, timesPrimary: null });
    expect(priceCandidate(MIX, some, free).timesPrimary).toBeNull();
    expect(priceCandidate(MIX, free, some)).toEqual({ costPerThousand: 0, timesPrimary: 0 });
  });
});

it("the mix is the mean of what was measured, and null when nothing was", () => {
  expect(tokenMix({ requests: 4, inputTokens: 400, outputTokens: 100 })).toEqual({
    inputTokens: 100,
    outputTokens: 25,
  });
  expect(tokenMix({ requests: 0, inputTokens: 0, outputTokens: 0 })).toBeNull();
  expect(tokenMix({ requests: 3, inputTokens: 0, outputTokens: 0 })).toBeNull();
});
