import { ApiError } from "@/lib/client/api";
import styles from "./dialog.module.css";

/** Why an order was not carried out, or why nobody can tell yet. */
export function OrderFailure({ error }: { readonly error: Error }) {
  return (
    <div className={styles.failure} role="alert">
      <b>{failureTitle(error)}</b>
      {failureText(error)}
    </div>
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
