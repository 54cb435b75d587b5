import type { RunDrillRequest, StartedDrill } from "@/lib/contract/drill";
import type { Principal } from "@/lib/contract/session";
import type { DrillId } from "@/lib/core/drill";
import { auditActor } from "./actor";
import { audited } from "./audited";
import type { DrillDesk } from "./drill-desk";
import { drillAudit } from "./drill-execution";
import { planDrill } from "./drill-plan";
import { ControlRefusal } from "./refusal";

export interface RunDrillInput extends RunDrillRequest {
  readonly drill: DrillId;
}

/**
 * Starts a drill and returns at once; the run goes on by itself, with a hard end. Whoever starts it approves each of its
 * steps. Throws `ControlRefusal`: 404 for an unknown alias, 409 with the run that is under way.
 */
export async function runDrill(desk: DrillDesk, actor: Principal, input: RunDrillInput): Promise<StartedDrill> {
  const { context } = desk;
  const { drill, alias } = input;
  const reason = input.reason ?? null;
  const attempt = { action: "drill.started", object: `drill:${drill}`, asked: { alias }, reason } as const;
  return audited(context, actor, attempt, async () => {
    refuseSecond(desk);
    const plan = await planDrill(context, drill, alias);
    refuseSecond(desk);
    const startedBy = actor.email ?? actor.id;
    const execution = desk.prepare({ actor, startedBy, reason, partOf: null }, plan);
    const { journal } = execution;
    const text = `${startedBy} started ${plan.drill.title} on ${alias}`;
    const object = `drill_run:${journal.id}`;
    const after = { drill, alias, run: journal.id };
    const routeVersion = plan.active.version;
    const started = journal.save({
      audit: drillAudit(actor, context.nowMs(), { action: "drill.started", object, after, reason, routeVersion }),
      timeline: { ...auditActor(actor), event: "drill_started", text },
    });
    const ended = started.then(() => desk.start(execution));
    ended.catch((error: unknown) => desk.onDefect(error));
    await started;
    return { run_id: journal.id, hard_end_at: journal.view.hard_end_at };
  });
}

/** One at a time: two would answer for each other's breakers and figures. */
function refuseSecond(desk: DrillDesk): void {
  const running = desk.current?.journal.view;
  if (running === undefined) return;
  const message = `${running.title} on ${running.alias} is running since ${running.started_at}. Wait for it, or stop it first.`;
  throw new ControlRefusal("conflict", message, { run_id: running.id });
}
