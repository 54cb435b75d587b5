import type { RecordingSettings } from "@/lib/contract/config-file";
import type { SettingsView } from "@/lib/contract/directory";
import type { ControlContext } from "@/lib/control/context";
import type { ServerConfig } from "./config";
import type { SingleSignOn } from "./single-sign-on";

/** What the settings page shows of what is set outside the console. */
export interface SettingsSources {
  readonly config: ServerConfig;
  readonly recording: RecordingSettings;
  readonly control: Pick<ControlContext, "environment" | "ledger">;
  readonly singleSignOn: SingleSignOn | null;
}

/** Where this instance keeps and records what; no secret is among it. */
export function readSettings({ config, recording, control, singleSignOn }: SettingsSources): SettingsView {
  const { accepted, recorded, refused, queued, state } = control.ledger();
  return {
    environment: control.environment,
    public_url: config.publicUrl,
    config_path: config.configPath,
    database_path: config.databasePath,
    log_level: config.logLevel,
    durability: recording.durability,
    retention: { ...recording.retention },
    ledger: { accepted, recorded, refused, queued, state },
    single_sign_on: singleSignOn === null ? null : { label: singleSignOn.label, issuer: singleSignOn.issuer },
  };
}
