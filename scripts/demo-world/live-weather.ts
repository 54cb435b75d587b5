import { isDrillUser } from "@/lib/core/drill-request";
import type { FaultKind, FaultScope } from "@/lib/upstream/simulated-provider/fault";
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

/** After the last request of a drill, bad weather stays away for this long: a drill has pauses of its own. */
const HELD_OFF_MS = 20_000;
const LOOK_EVERY_MS = 1_000;

/**
 * Brings the provider a short spell of trouble every few minutes and mends it again, until the process ends. A drill
 * brings its own trouble: the weather never touches its requests, and holds off while they come, so that a drill is
 * neither failed nor aborted by chance.
 */
export async function runLiveWeather(id: string, provider: SimulatedProvider, random: () => number): Promise<void> {
  const weather = SPELLS[id];
  if (weather === undefined) throw new Error(`No weather is planned for ${id}`);
  const set = (kind: FaultKind, scope: FaultScope) => provider.setFault(kind, { ...scope, sparesUser: isDrillUser });
  const calm = () => set("error_500", { share: NOISE });
  calm();
  await pause(weather.calmFirstMs);
  for (;;) {
    for (const { kind, share, model, seconds } of weather.spells) {
      const trouble = () => set(kind, model === undefined ? { share } : { share, model });
      await spell(provider, seconds * 1_000, trouble, calm);
      calm();
      await pause(CALM_MS.shortest + random() * (CALM_MS.longest - CALM_MS.shortest));
    }
  }
}

/** One spell from beginning to end, interrupted while a drill is on its way. */
async function spell(provider: SimulatedProvider, lastsMs: number, trouble: () => void, calm: () => void) {
  const endsAtMs = Date.now() + lastsMs;
  let isOn: boolean | null = null;
  while (Date.now() < endsAtMs) {
    const isWanted = !isDrilling(provider);
    if (isWanted !== isOn) (isWanted ? trouble : calm)();
    isOn = isWanted;
    await pause(LOOK_EVERY_MS);
  }
}

function isDrilling(provider: SimulatedProvider): boolean {
  const last = provider.calls().findLast(({ user }) => user !== null && isDrillUser(user));
  return last !== undefined && Date.now() - last.atMs < HELD_OFF_MS;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
