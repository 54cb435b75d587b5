import type { AuditEntry } from "@/db/store";
import type { Role } from "@/lib/contract/common";
import type { Principal } from "@/lib/contract/session";
import { createAdapt, type RouteHandler } from "@/lib/http/adapt";
import type { AppError } from "@/lib/http/errors";
import type { StoredAnswer } from "@/lib/http/kept-answers";
import type { HttpServices } from "@/lib/http/services";

export const ORIGIN = "http://127.0.0.1:3000";

/** The services of a handler under test, with what they recorded. Callers say who they are by `x-test-principal`. */
export class HttpRig {
  readonly audited: AuditEntry[] = [];
  readonly reported: unknown[] = [];
  nowMs = Date.UTC(2026, 10, 20);
  auditFailure: Error | null = null;
  translation: AppError | null = null;
  /** Answers that outlive the handlers; a store would let go of them after a day. */
  readonly keptAnswers = new Map<string, StoredAnswer>();

  readonly adapt = createAdapt(() => this.services());

  services(): HttpServices<{ readonly name: string }> {
    return {
      runtime: { name: "rig" },
      trustedOrigins: new Set([ORIGIN]),
      principalOf: async (request) => principalNamed(request.headers.get("x-test-principal")),
      audit: async (entry) => {
        if (this.auditFailure !== null) throw this.auditFailure;
        this.audited.push(entry);
      },
      translate: () => this.translation,
      report: (error) => this.reported.push(error),
      keptAnswers: {
        find: async (name) => this.keptAnswers.get(name) ?? null,
        keep: async (name, stored) => void this.keptAnswers.set(name, stored),
      },
      nowMs: () => this.nowMs,
    };
  }
}

/** `person:operator`, `token:viewer,approver`; null for nobody. */
function principalNamed(name: string | null): Principal | null {
  const [kind, roles = ""] = name?.split(":") ?? [];
  if (kind !== "person" && kind !== "token") return null;
  const email = kind === "person" ? `${roles}@example.com` : null;
  return { kind, id: `${kind}-${roles}`, name: roles, email, roles: roles.split(",") as Role[] };
}

export interface Sent {
  readonly method?: string;
  readonly as?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly params?: Readonly<Record<string, string>>;
  readonly path?: string;
}

/** Calls a handler as a browser of this console would: same origin, JSON. `headers` override, an empty value removes. */
export async function send(
  handler: RouteHandler,
  sent: Sent = {},
): Promise<{ status: number; json: unknown; headers: Headers }> {
  const method = sent.method ?? "GET";
  const headers = new Headers();
  if (sent.as !== undefined) headers.set("x-test-principal", sent.as);
  if (method !== "GET") headers.set("origin", ORIGIN);
  if (sent.body !== undefined) headers.set("content-type", "application/json");
  for (const [name, value] of Object.entries(sent.headers ?? {})) {
    if (value === "") headers.delete(name);
    else headers.set(name, value);
  }
  const body = sent.body === undefined ? null : typeof sent.body === "string" ? sent.body : JSON.stringify(sent.body);
  const request = new Request(`${ORIGIN}${sent.path ?? "/api/thing"}`, { method, headers, body });
  const response = await handler(request, { params: Promise.resolve({ ...sent.params }) });
  const text = await response.text();
  return { status: response.status, json: text === "" ? null : JSON.parse(text), headers: response.headers };
}
