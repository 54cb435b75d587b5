import type { SimulatedProvider } from "@/lib/upstream/simulated-provider/start-simulated-provider";
import { OPEN_TROUBLE, type SpellKind } from "./spell";

interface LiveSpell {
  readonly model?: string;
  readonly kind: SpellKind;
  readonly share: number;
  readonly seconds: number;
}

/** What comes over each provider, in turn and again from the start: short, so that trouble stands out. */
const SPELLS: Readonly<Record<string, { readonly calmFirstMs: number; readonly spells: readonly LiveSpell[] }>> = {
  "openai-sim": {
    calmFirstMs: 120_000,
    spells: [
      { model: "sim-large", kind: "error_500", share: 0.25, seconds: 45 },
      { model: "sim-large", kind: "rate_limited", share: 0.25, seconds: 45 },
      { model: "sim-large", kind: "silence", share: 0.05, seconds: 60 },
      { model: "sim-small", kind: "error_503", share: 0.85, seconds: 35 },
      { model: "sim-large", kind: "reset", share: 0.25, seconds: 30 },
    ],
  },
  "comet-sim": {
    calmFirstMs: 0,
    spells: [
      { ...OPEN_TROUBLE, seconds: OPEN_TROUBLE.minutesAfter * 60 },
      { model: "sim-alt-large", kind: "error_503", share: 0.3, seconds: 60 },
      { model: "sim-alt-small", kind: "model_not_found_503", share: 0.4, seconds: 45 },
      { model: "sim-alt-small", kind: "malformed_json", share: 0.3, seconds: 40 },
    ],
  },
};

const CALM_MS = { shortest: 180_000, longest: 420_000 };
/** Share of calls that fail on a quiet day. */
const NOISE = 0.003;

/** Brings the provider a short spell of trouble every few minutes and mends it again, until the process ends. */
export async function runLiveWeather(id: string, provider: SimulatedProvider, random: () => number): Promise<void> {
  const weather = SPELLS[id];
  if (weather === undefined) throw new Error(`No weather is planned for ${id}`);
  const calm = () => provider.setFault("error_500", { share: NOISE });
  calm();
  await pause(weather.calmFirstMs);
  for (;;) {
    for (const { kind, share, model, seconds } of weather.spells) {
      provider.setFault(kind, model === undefined ? { share } : { share, model });
      await pause(seconds * 1_000);
      calm();
      await pause(CALM_MS.shortest + random() * (CALM_MS.longest - CALM_MS.shortest));
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
