import type { ApiErrorCode } from "@/lib/contract/error";
import { sameName } from "@/lib/core/same-name";

/**
 * An order or a question the control plane declines on purpose. `message` is one plain sentence that reaches the
 * caller as it is; `details` are JSON. `lib/http` maps the code to a status.
 */
export class ControlRefusal extends Error {
  static override readonly [Symbol.hasInstance] = sameName("ControlRefusal");

  constructor(
    readonly code: ApiErrorCode,
    message: string,
    readonly details?: Readonly<Record<string, unknown>>,
    /** The refusal already has its row in the audit trail. */
    readonly isAudited = false,
  ) {
    super(message);
    this.name = "ControlRefusal";
  }

  /** The same refusal, once its audit row is written. */
  audited(): ControlRefusal {
    return new ControlRefusal(this.code, this.message, this.details, true);
  }
}
