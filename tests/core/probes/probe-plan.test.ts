import { expect, it } from "vitest";
import { PROBES } from "@/lib/core/probes/probe-definition";
import { probePlan } from "@/lib/core/probes/probe-plan";

const streamed = PROBES.filter(({ isStreamedToo }) => isStreamedToo).length;

it("plans every probe on each endpoint, whole and streamed", () => {
  const plan = probePlan({ endpoints: ["chat", "responses"], streams: true });
  expect(plan).toHaveLength(2 * (PROBES.length + streamed));
  expect(new Set(plan.map(({ probe, endpoint, isStreamed }) => `${probe.id} ${endpoint} ${isStreamed}`)).size).toBe(
    plan.length,
  );
});

it("asks a route that does not stream for no stream", () => {
  const plan = probePlan({ endpoints: ["chat"], streams: false });
  expect(plan.map(({ probe }) => probe.id)).toEqual(PROBES.map(({ id }) => id));
  expect(plan.some(({ isStreamed }) => isStreamed)).toBe(false);
});
