import { expect, it } from "vitest";
import { isOpenRollout, OPEN_ROLLOUT_STATES, ROLLOUT_STATES } from "@/lib/core/rollout";

it("every state is either open or over, and two are over", () => {
  const open = ROLLOUT_STATES.filter((state) => isOpenRollout({ state }));
  expect(open).toEqual([...OPEN_ROLLOUT_STATES]);
  expect(ROLLOUT_STATES.filter((state) => !isOpenRollout({ state }))).toEqual(["completed", "rolled_back"]);
});
