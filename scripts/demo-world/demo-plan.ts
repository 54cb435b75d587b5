import type { Endpoint } from "@/lib/core/routing-snapshot";
import type { Flavour } from "@/lib/upstream/simulated-provider/error-answer";
import type { LatencyProfile } from "@/lib/upstream/simulated-provider/latency-profile";

/** The invented world the demo shows: two providers, four models, four aliases and who calls them how often. */

export const ANSWER_TOKENS = 48;
/** End users behind the callers; each keeps its arm. */
export const DEMO_USERS = 5_000;

export interface DemoModel {
  readonly route: string;
  readonly provider: string;
  readonly model: string;
  readonly latency: LatencyProfile;
  readonly price: { readonly input_per_mtok: number; readonly output_per_mtok: number };
}

export const DEMO_PROVIDERS: readonly { readonly id: string; readonly flavour: Flavour; readonly seed: number }[] = [
  { id: "openai-sim", flavour: "openai", seed: 11 },
  { id: "comet-sim", flavour: "comet", seed: 23 },
];

export const DEMO_MODELS: readonly DemoModel[] = [
  {
    route: "openai-large",
    provider: "openai-sim",
    model: "sim-large",
    latency: { firstTokenMs: 360, spread: 0.3, perTokenMs: 8 },
    price: { input_per_mtok: 0.4, output_per_mtok: 1.6 },
  },
  {
    route: "openai-small",
    provider: "openai-sim",
    model: "sim-small",
    latency: { firstTokenMs: 170, spread: 0.3, perTokenMs: 4 },
    price: { input_per_mtok: 0.1, output_per_mtok: 0.4 },
  },
  {
    route: "comet-large",
    provider: "comet-sim",
    model: "sim-alt-large",
    latency: { firstTokenMs: 430, spread: 0.4, perTokenMs: 7 },
    price: { input_per_mtok: 0.33, output_per_mtok: 1.3 },
  },
  {
    route: "comet-small",
    provider: "comet-sim",
    model: "sim-alt-small",
    latency: { firstTokenMs: 210, spread: 0.35, perTokenMs: 4 },
    price: { input_per_mtok: 0.08, output_per_mtok: 0.33 },
  },
];

/** One kind of call and how often it comes. */
export interface DemoStream {
  readonly alias: string;
  readonly client: string;
  readonly tenant: string | null;
  readonly endpoint: Endpoint;
  readonly isStream: boolean;
  readonly isStructured: boolean;
  /** Mean requests per second at noon. */
  readonly perSecond: number;
  readonly prompts: readonly string[];
}

const SUPPORT = [
  "Summarise this ticket: the parcel arrived two days late and one item was missing.",
  "Summarise this ticket: login fails on the tablet after the update, works on the phone.",
  "Summarise this ticket: charged twice for the March invoice, asks for a refund.",
  "Summarise this ticket: wants to move the subscription to another company account.",
];
const SEARCH = [
  "How long may a return take for opened goods?",
  "Which plan includes single sign-on?",
  "What happens to my data when I cancel?",
];
const TRIAGE = [
  "Which team owns: nightly export failed with a timeout?",
  "Which team owns: wrong VAT rate on receipts?",
];
const MODERATION = [
  "Is this review acceptable: great shoes, slow delivery.",
  "Is this review acceptable: do not buy here!",
];

export const DEMO_STREAMS: readonly DemoStream[] = [
  stream("support-summary-v3", "web-app", "acme", "chat", true, 0.9, SUPPORT),
  stream("support-summary-v3", "staff-tools", null, "chat", false, 0.6, SUPPORT),
  stream("search-answer-v2", "web-app", "acme", "responses", true, 0.8, SEARCH),
  stream("search-answer-v2", "mobile-app", "acme", "chat", true, 0.7, SEARCH),
  { ...stream("internal-triage-v1", "staff-tools", null, "responses", false, 0.35, TRIAGE), isStructured: true },
  { ...stream("moderation-v1", "mobile-app", "acme", "chat", false, 0.7, MODERATION), isStructured: true },
];

/** Traffic at a moment as a share of noon's: quieter at night (UTC), with a slow swell on top. */
export function dailyShape(atMs: number): number {
  const hour = (atMs / 3_600_000) % 24;
  const day = 0.72 + 0.28 * Math.cos(((hour - 14) / 24) * 2 * Math.PI);
  const swell = 1 + 0.12 * Math.sin((atMs / 1_000 / 1_500) * 2 * Math.PI);
  return day * swell;
}

function stream(
  alias: string,
  client: string,
  tenant: string | null,
  endpoint: Endpoint,
  isStream: boolean,
  perSecond: number,
  prompts: readonly string[],
): DemoStream {
  return { alias, client, tenant, endpoint, isStream, isStructured: false, perSecond, prompts };
}
