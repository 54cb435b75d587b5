import { GateSettingsBody } from "@/lib/contract/gates";
import type { GateName } from "@/lib/core/gate";

/** The figures of a gate that are typed: what each is called, and what it may be. */
const FIELDS = {
  limit_percent: { label: "Limit, percent", range: "a percentage from 0.01 to 90" },
  limit_ms: { label: "Limit, ms", range: "whole milliseconds up to 600000, or empty for the alias's objective" },
  max_increase_percent: { label: "Slower than stable by at most, percent", range: "a percentage from 1 to 1000" },
  max_ratio: { label: "Times the cost of stable, at most", range: "a factor from 1.01 to 100" },
  spend_cap: { label: "Spend of a stage, US dollars, at most", range: "an amount up to 1000000, or empty for no cap" },
} as const;
type GateField = keyof typeof FIELDS;

/** One typed figure of a gate. */
export interface GateFieldText {
  readonly field: GateField;
  readonly label: string;
  readonly text: string;
}

export type GateRule = GateSettingsBody[GateName];

/** The figures of a gate as they are typed; nothing set is empty. */
export function gateFieldTexts(rule: GateRule): readonly GateFieldText[] {
  return (Object.keys(FIELDS) as GateField[]).flatMap((field) => {
    const value = Object.entries(rule).find(([name]) => name === field)?.[1];
    return value === undefined
      ? []
      : [{ field, label: FIELDS[field].label, text: value === null ? "" : String(value) }];
  });
}

export type ReadGate =
  | { readonly kind: "read"; readonly settings: GateSettingsBody }
  | { readonly kind: "unclear"; readonly why: string };

/** The whole settings with one gate as typed, or which figure is none. */
export function withGate(
  settings: GateSettingsBody,
  gate: GateName,
  choice: Pick<GateRule, "mode" | "action">,
  texts: readonly GateFieldText[],
): ReadGate {
  const figures = Object.fromEntries(
    texts.map(({ field, text }) => [field, text.trim() === "" ? null : Number(text.trim().replace(",", "."))]),
  );
  const parsed = GateSettingsBody.safeParse({ ...settings, [gate]: { ...choice, ...figures } });
  if (parsed.success) return { kind: "read", settings: parsed.data };
  const wrong = texts.find(({ field }) => parsed.error.issues.some(({ path }) => path.includes(field)));
  if (wrong === undefined) return { kind: "unclear", why: parsed.error.issues[0]?.message ?? "This cannot be set." };
  return { kind: "unclear", why: `${wrong.label}: ${FIELDS[wrong.field].range}.` };
}
