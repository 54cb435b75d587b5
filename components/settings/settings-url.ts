import { type inferParserType, parseAsStringLiteral } from "nuqs/server";

/** The sections of Settings in the order of the page. The first four are for admins. */
export const SETTINGS_SECTIONS = [
  "people",
  "tokens",
  "clients",
  "providers",
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
  recording: "Recording",
  environment: "Environment",
  shortcuts: "Shortcuts",
};

export const ADMIN_SECTIONS: readonly SettingsSection[] = ["people", "tokens", "clients", "providers"];

/** `?section=clients`. */
export const settingsParsers = { section: parseAsStringLiteral(SETTINGS_SECTIONS).withDefault("people") };
export type SettingsUrlState = inferParserType<typeof settingsParsers>;
