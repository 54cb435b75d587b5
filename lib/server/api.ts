import { StoreError } from "@/db/store";
import { ControlRefusal } from "@/lib/control/refusal";
import { createAdapt } from "@/lib/http/adapt";
import { createAdaptRaw } from "@/lib/http/adapt-raw";
import { AppError } from "@/lib/http/errors";
import type { HttpServices } from "@/lib/http/services";
import { type Runtime, runtime } from "./runtime";

/** The console API's handlers, bound to this process's runtime. Every `route.ts` under `app/api` is made by one of these. */
export const adapt = createAdapt(services);
export const adaptRaw = createAdaptRaw(services);

function services(): HttpServices<Runtime> {
  const running = runtime();
  const { store } = running.control;
  return {
    runtime: running,
    trustedOrigins: running.config.trustedOrigins,
    principalOf: (request) => running.principalFor(request.headers),
    audit: (entry) => store.audit.append(entry),
    translate,
    report: (error, action) => running.log.error({ err: error, action }, "a console call failed by a defect"),
    keptAnswers: running.keptAnswers,
    nowMs: () => running.control.nowMs(),
  };
}

/** Refusals of the control plane keep their code and sentence; a store that cannot answer is 503. */
function translate(error: unknown): AppError | null {
  if (error instanceof ControlRefusal) {
    const { code, message, details, isAudited } = error;
    return new AppError(code, message, details === undefined ? { isAudited } : { details, isAudited });
  }
  if (error instanceof StoreError) {
    return new AppError("unavailable", "The records cannot be read or written right now; nothing was changed.", {
      retryAfterSeconds: 5,
    });
  }
  return null;
}
