import type { ReactNode } from "react";
import { ConsoleLink } from "@/components/ui/console-link";
import { ApiError } from "@/lib/client/api";
import { closeDialog } from "@/lib/client/dialogs";
import styles from "./dialog.module.css";

/** Why an order was not carried out, or why nobody can tell yet. */
export function OrderFailure({ error }: { readonly error: Error }) {
  return (
    <div className={styles.failure} role="alert">
      <b>{failureTitle(error)}</b>
      {failureText(error)} <WhereItStands error={error} />
    </div>
  );
}

/** A refusal that names what stands in the way leads there. */
function WhereItStands({ error }: { readonly error: Error }) {
  const { approval_id: approvalId, rollout_id: rolloutId, href } = error instanceof ApiError ? error.details : {};
  if (typeof approvalId === "string") {
    return <Way href={`/approvals/${encodeURIComponent(approvalId)}`}>Open approval {approvalId}</Way>;
  }
  if (typeof rolloutId === "string") {
    return <Way href={`/rollouts/${encodeURIComponent(rolloutId)}`}>Open rollout {rolloutId}</Way>;
  }
  if (typeof href !== "string" || !/^\/[^/]/.test(href)) return null;
  return <Way href={href}>{href.startsWith("/drills") ? "Open the drill" : "See what is missing"}</Way>;
}

function Way({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  return (
    <ConsoleLink href={href} className={styles.way} onClick={closeDialog}>
      {children}
    </ConsoleLink>
  );
}

function failureTitle(error: Error): string {
  if (!(error instanceof ApiError)) return "Not confirmed";
  switch (error.code) {
    case "unreachable":
    case "unreadable":
    case "internal":
      return "Not confirmed";
    case "version_conflict":
      return "Somebody else changed the route map first";
    case "forbidden":
      return "You may not do this";
    default:
      return "Nothing was changed";
  }
}

function failureText(error: Error): string {
  const isUnreachable = error instanceof ApiError && error.code === "unreachable";
  if (!isUnreachable) return error.message;
  return "No answer came, so the change may or may not have been made. Press again: one order is never carried out twice.";
}
