import { type inferParserType, parseAsString, parseAsStringLiteral } from "nuqs/server";

/** The sections of Settings in the order of the page. The first four are for admins. */
export const SETTINGS_SECTIONS = [
  "people",
  "tokens",
  "clients",
  "providers",
  "gates",
  "recording",
  "environment",
  "shortcuts",
] as const;
export type SettingsSection = (typeof SETTINGS_SECTIONS)[number];

export const SECTION_LABELS: Readonly<Record<SettingsSection, string>> = {
  people: "People",
  tokens: "Access tokens",
  clients: "Client keys",
  providers: "Providers",
  gates: "Gates",
  recording: "Recording",
  environment: "Environment",
  shortcuts: "Shortcuts",
};

export const ADMIN_SECTIONS: readonly SettingsSection[] = ["people", "tokens", "clients", "providers"];

/** `?section=clients`; `?section=gates&alias=search-answer-v2`. */
export const settingsParsers = {
  section: parseAsStringLiteral(SETTINGS_SECTIONS).withDefault("people"),
  /** Whose gates are shown; the first alias where none is named. */
  alias: parseAsString,
};
export type SettingsUrlState = inferParserType<typeof settingsParsers>;
