import type { SimulatedProvider } from "@/lib/upstream/simulated-provider/start-simulated-provider";
import type { SpellKind } from "./spell";

/** What may happen next: mostly fine, so that trouble stands out. */
const SPELLS: readonly {
  readonly provider: string;
  readonly model?: string;
  readonly kind: SpellKind;
  readonly share: number;
  readonly seconds: number;
}[] = [
  { provider: "openai-sim", model: "sim-small", kind: "error_503", share: 0.85, seconds: 35 },
  { provider: "comet-sim", model: "sim-alt-large", kind: "error_503", share: 0.3, seconds: 60 },
  { provider: "openai-sim", model: "sim-large", kind: "rate_limited", share: 0.25, seconds: 45 },
  { provider: "comet-sim", model: "sim-alt-small", kind: "model_not_found_503", share: 0.4, seconds: 45 },
  { provider: "openai-sim", model: "sim-large", kind: "reset", share: 0.25, seconds: 30 },
  { provider: "comet-sim", model: "sim-alt-small", kind: "malformed_json", share: 0.3, seconds: 40 },
  { provider: "openai-sim", kind: "silence", share: 0.05, seconds: 60 },
];

const FIRST_AFTER_MS = 75_000;
const CALM_MS = { shortest: 120_000, longest: 300_000 };
const NOISE = 0.003;

/** Brings a short spell of trouble every few minutes and mends it again, until the signal says stop. */
export async function runLiveWeather(
  providers: ReadonlyMap<string, SimulatedProvider>,
  random: () => number,
  signal: AbortSignal,
): Promise<void> {
  for (const provider of providers.values()) provider.setFault("error_500", { share: NOISE });
  let calmMs = FIRST_AFTER_MS;
  for (let index = 0; !signal.aborted; index += 1) {
    await pause(calmMs, signal);
    const spell = SPELLS[index % SPELLS.length];
    const provider = spell === undefined ? undefined : providers.get(spell.provider);
    if (signal.aborted || spell === undefined || provider === undefined) return;
    const { kind, share, model, seconds } = spell;
    provider.setFault(kind, model === undefined ? { share } : { share, model });
    await pause(seconds * 1_000, signal);
    provider.setFault("error_500", { share: NOISE });
    calmMs = CALM_MS.shortest + random() * (CALM_MS.longest - CALM_MS.shortest);
  }
}

/** Waits, or returns at once when the signal says stop. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    signal.addEventListener("abort", finish, { once: true });
  });
}
