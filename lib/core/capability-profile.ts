import type { RouteCapabilities } from "./routing-snapshot";

export const CAPABILITY_PROFILES = ["openai_gpt", "claude_compat", "gemini_compat"] as const;
export type CapabilityProfile = (typeof CAPABILITY_PROFILES)[number];

type ProfileCapabilities = Pick<RouteCapabilities, "temperature" | "n" | "logprobs" | "reasoningEffort">;

/**
 * What a family of models honours behind an OpenAI-compatible endpoint, after CometAPI's table "Parameter support across
 * providers". An effort without effect counts as not honoured: the caller would pay for thinking that never happens.
 */
const PROFILE_TABLE: Readonly<Record<CapabilityProfile, ProfileCapabilities>> = {
  openai_gpt: { temperature: [0, 2], n: 128, logprobs: true, reasoningEffort: true },
  claude_compat: { temperature: [0, 1], n: 1, logprobs: false, reasoningEffort: false },
  gemini_compat: { temperature: [0, 2], n: 8, logprobs: false, reasoningEffort: false },
};

/** A route's capabilities within its family's: own figures stand, and what the family cannot do is not claimed. */
export function withProfile(own: RouteCapabilities, profile: CapabilityProfile | null): RouteCapabilities {
  if (profile === null) return own;
  const family = PROFILE_TABLE[profile];
  return {
    ...own,
    temperature: own.temperature ?? family.temperature,
    n: own.n ?? family.n,
    logprobs: own.logprobs && family.logprobs,
    reasoningEffort: own.reasoningEffort && family.reasoningEffort,
  };
}
