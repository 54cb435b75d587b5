import type { Admission } from "@/lib/core/breaker";
import type { RequestFacts } from "@/lib/core/request-facts";
import { type RunGates, type RunState, type RunStep, startRun } from "@/lib/core/request-run";
import type { AliasRouting, Arm } from "@/lib/core/routing-snapshot";
import { bareSignal, type Signal } from "@/lib/core/signal";
import type { FailureClass } from "@/lib/core/signal-class";
import { aliasWith, chatFacts } from "./routing-fixture";

/** Gates that let everything through, but for the routes named. Remembers who was asked for admission. */
export class FakeGates implements RunGates {
  readonly asked: string[] = [];
  readonly open = new Map<string, number | null>();
  readonly cooled = new Map<string, number>();
  readonly disabled = new Set<string>();
  readonly lastFailure = new Map<string, number>();

  admit(routeId: string): Admission {
    this.asked.push(routeId);
    const retryAtMs = this.open.get(routeId);
    return retryAtMs === undefined ? { kind: "admit", probe: false } : { kind: "refuse", retryAtMs };
  }

  cooledUntilMs(routeId: string): number | null {
    return this.cooled.get(routeId) ?? null;
  }

  isDisabled(routeId: string): boolean {
    return this.disabled.has(routeId);
  }

  lastFailureAtMs(routeId: string): number | null {
    return this.lastFailure.get(routeId) ?? null;
  }
}

export interface Start {
  readonly alias?: AliasRouting;
  readonly arm?: Arm;
  readonly facts?: RequestFacts;
  readonly gates?: RunGates;
  readonly nowMs?: number;
  readonly contextRoute?: string | null;
}

/** Starts a chat request at time 0 on the default alias, with the given parts changed. */
export function start({
  alias = aliasWith(),
  arm = "stable",
  facts = chatFacts(),
  gates,
  nowMs = 0,
  contextRoute = null,
}: Start = {}): [RunState, RunStep] {
  const input = { alias, arm, endpoint: "chat" as const, facts, contextRoute, routeVersion: 7, startedAtMs: 0 };
  return startRun(input, gates ?? new FakeGates(), nowMs);
}

export function failure(name: FailureClass, changes: Partial<Signal> = {}): Signal {
  return bareSignal({ class: name, ...changes });
}

/** A step in the words of a test: who is called and why, or how it ended, and who was passed over. */
export function told(step: RunStep): string {
  const passedOver = step.skipped.map(
    ({ n, route, reasonCode, detail }) => `${n}:${route}=${reasonCode}${detail === null ? "" : `(${detail})`}`,
  );
  const what =
    step.kind === "attempt"
      ? `${step.n}:${step.purpose} ${step.route.id}${step.waitMs > 0 ? ` after ${step.waitMs}` : ""}${step.note === null ? "" : ` [${step.note}]`}`
      : `end ${step.reasonCode}`;
  return [...passedOver, what].join(", ");
}
