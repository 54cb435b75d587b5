import { formatDuration } from "@/components/ui/format-duration";
import { ApiError } from "@/lib/client/api";

/** Why nobody was signed in, in one sentence that gives nothing away. */
export function signInRefusal(error: Error): string {
  if (!(error instanceof ApiError)) return "Signing in did not work. Try again.";
  switch (error.code) {
    case "unauthenticated":
    case "bad_request":
      return "E-mail or password is wrong.";
    case "rate_limited":
      return error.retryAfterSeconds === null
        ? "Too many tries. Wait a while and try again."
        : `Too many tries. Try again in ${formatDuration(error.retryAfterSeconds * 1_000)}.`;
    default:
      return error.message;
  }
}
