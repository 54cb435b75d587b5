"use client";

import type { RolloutView } from "@/lib/contract/rollout";
import header from "../alias/alias-header.module.css";
import { ConsoleLink } from "../ui/console-link";
import { VersionLink } from "../ui/version-link";
import { RolloutActions } from "./rollout-actions";
import { RolloutBadge } from "./rollout-badge";
import styles from "./rollout-header.module.css";

/** Which alias moves to which route, how it stands in a word, and what can be done about it. */
export function RolloutHeader({ rollout }: { readonly rollout: RolloutView }) {
  const { alias, canary_route: canary, stable_route: stable, active_version: version } = rollout;
  return (
    <div className={styles.top}>
      <div>
        <nav className={header.crumbs} aria-label="Breadcrumb">
          <ConsoleLink href="/rollouts">Rollouts</ConsoleLink> /{" "}
          <ConsoleLink href={`/aliases/${encodeURIComponent(alias)}`}>{alias}</ConsoleLink> /
        </nav>
        <div className={header.name}>
          <h1>Rollout {rollout.id}</h1>
          <RolloutBadge rollout={rollout} />
        </div>
        <p className={header.facts}>
          <span>
            {stable !== null && (
              <>
                <code className={styles.stable}>{stable}</code> →{" "}
              </>
            )}
            <code className={styles.canary}>{canary}</code>
          </span>
          <span>
            <VersionLink version={version} /> active
          </span>
        </p>
      </div>
      <RolloutActions rollout={rollout} />
    </div>
  );
}
