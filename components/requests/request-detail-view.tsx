import type { RequestDetail } from "@/lib/contract/requests";
import { CopyButton } from "../ui/copy-button";
import { StatusBadge } from "../ui/status-badge";
import type { StatusKind } from "../ui/status-shape";
import { Timestamp } from "../ui/timestamp";
import { AttemptNotes } from "./attempt-notes";
import { AttemptWaterfall } from "./attempt-waterfall";
import { curlCommand } from "./curl-command";
import { FactList } from "./fact-list";
import { outcomeSentence } from "./outcome-sentence";
import styles from "./request-detail-view.module.css";
import { requestFacts } from "./request-facts";

export interface RequestDetailViewProps {
  readonly detail: RequestDetail;
  /** Epoch milliseconds the data was read at. */
  readonly readAtMs: number;
  /** Where callers reach the gateway. */
  readonly publicUrl: string;
  readonly link: () => string;
}

const STATE_BADGE: Readonly<Record<RequestDetail["request"]["state"], { status: StatusKind; label: string }>> = {
  succeeded: { status: "healthy", label: "Succeeded" },
  failed: { status: "failing", label: "Failed" },
  running: { status: "waiting", label: "Running" },
  client_closed: { status: "degraded", label: "Caller left" },
  interrupted: { status: "degraded", label: "Interrupted" },
};

/** One request: what became of it, every decision on the way, what is known, and how to ask again. */
export function RequestDetailView({ detail, readAtMs, publicUrl, link }: RequestDetailViewProps) {
  const { request, attempts } = detail;
  const called = attempts.filter((attempt) => attempt.state !== "skipped");
  return (
    <article className={styles.detail}>
      <header className={styles.head}>
        <p className={styles.sentence}>{outcomeSentence(detail)}</p>
        <div className={styles.meta}>
          <StatusBadge {...STATE_BADGE[request.state]} />
          {request.reason_code !== null && <code>{request.reason_code}</code>}
          <span>
            <Timestamp at={request.started_at} withDay />
          </span>
          <code className={styles.trace}>{request.trace_id}</code>
        </div>
        <div className={styles.actions}>
          <CopyButton label="Copy link" value={link} />
          <CopyButton label="Copy as curl" value={() => curlCommand(request, publicUrl)} />
          <CopyButton label="Copy trace id" value={request.trace_id} />
        </div>
      </header>
      <section aria-labelledby="request-tried">
        <h3 id="request-tried">What was tried?</h3>
        {attempts.length === 0 ? (
          <p className={styles.quiet}>No route was called: the gateway answered this request by itself.</p>
        ) : (
          <AttemptWaterfall detail={detail} readAtMs={readAtMs} />
        )}
      </section>
      <section aria-labelledby="request-known">
        <h3 id="request-known">What is known?</h3>
        <FactList facts={requestFacts(request)} />
      </section>
      {called.length > 0 && (
        <section aria-labelledby="request-attempts">
          <h3 id="request-attempts">{called.length === 1 ? "The attempt" : "The attempts"}</h3>
          {called.map((attempt) => (
            <AttemptNotes key={attempt.n} attempt={attempt} />
          ))}
        </section>
      )}
      <p className={styles.quiet}>
        Prompts, answers and keys are never stored. The copied curl carries a placeholder message and reads the key from
        <code> SWITCHYARD_KEY</code>.
      </p>
    </article>
  );
}
