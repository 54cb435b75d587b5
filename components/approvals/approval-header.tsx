import type { ApprovalView } from "@/lib/contract/approval";
import header from "../alias/alias-header.module.css";
import { ConsoleLink } from "../ui/console-link";
import { Timestamp } from "../ui/timestamp";
import { VersionLink } from "../ui/version-link";
import { ApprovalBadge } from "./approval-badge";
import { askedWords, shortBinding } from "./approval-words";
import { ExpiryNote } from "./expiry-note";

/** Who asks for what and why, until when, and what the decision is bound to. */
export function ApprovalHeader({ approval }: { readonly approval: ApprovalView }) {
  const { alias, state, requested_by: by, requested_at: at, rollout_id: rolloutId } = approval;
  return (
    <div>
      <nav className={header.crumbs} aria-label="Breadcrumb">
        <ConsoleLink href="/approvals">Approvals</ConsoleLink> /{" "}
        <ConsoleLink href={`/aliases/${encodeURIComponent(alias)}`}>{alias}</ConsoleLink> /
      </nav>
      <div className={header.name}>
        <h1>
          {by.name} asks: {askedWords(approval)}
        </h1>
        <ApprovalBadge state={state} />
      </div>
      <p className={header.sentence}>“{approval.reason}”</p>
      <p className={header.facts}>
        <span>Approval {approval.id}</span>
        <span>
          asked at <Timestamp at={at} />
        </span>
        {state === "waiting" && (
          <span>
            <ExpiryNote at={approval.expires_at} />
          </span>
        )}
        <span>
          bound to <VersionLink version={approval.base_version} /> and evidence{" "}
          <code title={approval.binding}>{shortBinding(approval)}</code>
        </span>
        {rolloutId !== null && (
          <span>
            part of <ConsoleLink href={`/rollouts/${encodeURIComponent(rolloutId)}`}>rollout {rolloutId}</ConsoleLink>
          </span>
        )}
      </p>
    </div>
  );
}
