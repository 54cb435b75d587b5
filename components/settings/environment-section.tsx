"use client";

import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { settingsQuery } from "@/lib/client/directory";
import { QueryState } from "../query-state";
import { Panel } from "../ui/panel";
import { SettingFacts } from "./setting-facts";

/** Where this console runs and what it reads. Set by environment variables and the configuration file. */
export function EnvironmentSection() {
  const query = useQuery(settingsQuery());
  return (
    <Panel title="Where does this run?" note="set by the environment">
      <QueryState query={query} subject="The environment" skeleton={<Skeleton height={240} radius={0} />}>
        {({ environment, public_url, config_path, database_path, log_level, single_sign_on }) => (
          <SettingFacts
            facts={[
              { name: "Environment", value: environment, meaning: "environment in the configuration file." },
              {
                name: "Public address",
                value: public_url,
                meaning: "SWITCHYARD_PUBLIC_URL; links and cookies are made for it.",
              },
              {
                name: "Configuration",
                value: config_path,
                meaning: "SWITCHYARD_CONFIG; read at the first start, compared later.",
              },
              { name: "Database", value: database_path, meaning: "DATABASE_URL." },
              { name: "Log level", value: log_level, meaning: "LOG_LEVEL." },
              {
                name: "Sign-in",
                value: single_sign_on === null ? "passwords" : `passwords and ${single_sign_on.label}`,
                meaning:
                  single_sign_on === null
                    ? "sign_in.oidc in the configuration file adds an OpenID Connect issuer."
                    : `Issuer ${single_sign_on.issuer}.`,
              },
            ]}
          />
        )}
      </QueryState>
    </Panel>
  );
}
