import type { AliasSection, RouteMapContent } from "@/lib/contract/route-map";
import { formatSetPercent } from "../ui/format-percent";
import styles from "./alias-section-card.module.css";
import { policyDifferences } from "./policy-differences";
import { RollBackToVersion } from "./roll-back-to-version";
import { routeFields } from "./route-fields";
import { expiryText, sectionFacts } from "./section-facts";

export interface AliasSectionCardProps {
  readonly alias: string;
  readonly section: AliasSection;
  /** The version it belongs to, and the whole of what that version says. */
  readonly version: number;
  readonly content: RouteMapContent;
  /** Epoch milliseconds the data was read at: what "expired" is measured against. */
  readonly readAtMs: number;
  /** The version this alias can go back to from here; null where going there would change nothing. */
  readonly rollBackTo: number | null;
}

/** What one version holds for an alias: its routes in order, its canary per cohort, its settings, what it decides differently. */
export function AliasSectionCard({ alias, section, version, content, readAtMs, rollBackTo }: AliasSectionCardProps) {
  const cohorts = content.cohorts.map((cohort) => cohort.id);
  const expiry = expiryText(section.expires_at, readAtMs);
  const differences = policyDifferences(section.policy);
  return (
    <section className={styles.card} aria-label={alias}>
      <header className={styles.head}>
        <h3>{alias}</h3>
        <span className={styles.owner}>
          {section.owner} · <span className={expiry.isPast ? styles.past : undefined}>{expiry.text}</span>
        </span>
        {rollBackTo !== null && <RollBackToVersion alias={alias} version={rollBackTo} />}
      </header>
      <ol className={styles.routes} aria-label="Routes in the order they are tried">
        {[section.primary, ...section.fallbacks].map((route, index) => (
          <li key={route}>
            <span className={styles.place}>{index === 0 ? "primary" : index === 1 ? "then" : ""}</span>
            <code>{route}</code>
            {section.routes[route] && <span className={styles.model}>{section.routes[route].model}</span>}
          </li>
        ))}
      </ol>
      {section.canary !== null && <CanaryShares canary={section.canary} cohorts={cohorts} />}
      <dl className={styles.facts}>
        {sectionFacts(section).map((fact) => (
          <div key={fact.label}>
            <dt>{fact.label}</dt>
            <dd>{fact.value}</dd>
          </div>
        ))}
      </dl>
      <details className={styles.fields}>
        <summary>All thirteen fields</summary>
        <dl>
          {routeFields(version, content, alias, section).map((field) => (
            <div key={field.name}>
              <dt>
                <code>{field.name}</code>
              </dt>
              <dd>{field.value}</dd>
            </div>
          ))}
        </dl>
      </details>
      {differences.length > 0 && (
        <ul className={styles.policy} aria-label="Decides differently from the default">
          {differences.map((difference) => (
            <li key={`${difference.signalClass} ${difference.field}`}>
              <code>{difference.signalClass}</code> {difference.field} <b>{difference.value}</b>
              <span className={styles.model}> normally {difference.normally}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

interface CanarySharesProps {
  readonly canary: NonNullable<AliasSection["canary"]>;
  readonly cohorts: readonly string[];
}

function CanaryShares({ canary, cohorts }: CanarySharesProps) {
  return (
    <div className={styles.canary}>
      <p>
        Canary <code>{canary.route}</code>
      </p>
      <ul>
        {cohorts.map((cohort) => {
          const percent = canary.cohorts[cohort] ?? 0;
          return (
            <li key={cohort}>
              <span>{cohort}</span>
              <span className={styles.meter} aria-hidden="true">
                <span style={{ width: `${percent}%` }} />
              </span>
              <b>{formatSetPercent(percent)}</b>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
