import { OPEN_TROUBLE, type Spell } from "./spell";

const MINUTE_MS = 60_000;

/**
 * What went wrong in the six hours before `nowMs`: mostly small things, one outage, the incident behind the rollback,
 * and the trouble that is still open.
 */
export function pastSpells(nowMs: number): Spell[] {
  const spell = (fromMinutesAgo: number, minutes: number, rest: Omit<Spell, "fromMs" | "toMs">): Spell => ({
    fromMs: nowMs - fromMinutesAgo * MINUTE_MS,
    toMs: nowMs - (fromMinutesAgo - minutes) * MINUTE_MS,
    ...rest,
  });
  return [
    spell(331, 4, { provider: "openai-sim", model: "sim-small", kind: "rate_limited", share: 0.3 }),
    spell(276, 3, { provider: "openai-sim", model: "sim-small", kind: "error_503", share: 0.4 }),
    spell(203, 2, { provider: "comet-sim", kind: "reset", share: 0.3 }),
    spell(162, 3, { provider: "openai-sim", model: "sim-large", kind: "error_500", share: 0.2 }),
    spell(134, 15, { provider: "comet-sim", model: "sim-alt-large", kind: "cut_mid_stream", share: 0.35 }),
    spell(134, 15, { provider: "comet-sim", model: "sim-alt-large", kind: "error_503", share: 0.3 }),
    spell(53, 2, { provider: "openai-sim", model: "sim-large", kind: "silence", share: 0.06 }),
    spell(36, 1.2, { provider: "openai-sim", model: "sim-small", kind: "error_503", share: 0.9 }),
    spell(OPEN_TROUBLE.minutesBefore, OPEN_TROUBLE.minutesBefore, OPEN_TROUBLE),
  ];
}
