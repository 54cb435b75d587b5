import type { RecordWrite, TimelineEntry } from "@/db/control-store";
import type { AuditEntry } from "@/db/store";
import type { DrillRunBody, DrillRunView, DrillStepView } from "@/lib/contract/drill";
import { type DrillRunEvent, type DrillRunState, drillRunAfter, drillRunSentence } from "@/lib/core/drill-run";
import type { ControlContext } from "./context";
import { isoTime } from "./iso-time";

/** A run whose record somebody else changed, or whose store cannot write: it must not go on unrecorded. */
export class DrillNotRecorded extends Error {}

const KEPT_LOG_LINES = 400;

export interface JournalNote {
  readonly audit?: AuditEntry;
  readonly timeline?: Pick<TimelineEntry, "actor" | "actorKind" | "event" | "text">;
  readonly records?: readonly RecordWrite[];
  /** Leaves telling the open tabs to the caller. */
  readonly isQuiet?: boolean;
}

/**
 * The one writer of a run's record: keeps state and body together, writes each change in order and tells the open tabs
 * what was written.
 */
export class DrillJournal {
  #state: DrillRunState = { kind: "planned" };
  #revision: number | null = null;
  #writes: Promise<void> = Promise.resolve();

  constructor(
    private readonly context: ControlContext,
    readonly id: string,
    private body: DrillRunBody,
  ) {}

  get state(): DrillRunState {
    return this.#state;
  }

  get view(): DrillRunView {
    return { ...this.body, id: this.id, state: this.#state.kind };
  }

  /** Takes an event in; false when it does not apply any more. */
  take(event: DrillRunEvent): boolean {
    const next = drillRunAfter(this.#state, event);
    if (next === this.#state) return false;
    this.#state = next;
    const titles = this.body.steps.map(({ title }) => title);
    this.body = { ...this.body, sentence: drillRunSentence(next, titles) };
    return true;
  }

  change(change: Partial<DrillRunBody>): void {
    this.body = { ...this.body, ...change };
  }

  changeStep(index: number, change: Partial<DrillStepView>): void {
    const steps = this.body.steps.map((step, at) => (at === index ? { ...step, ...change } : step));
    this.body = { ...this.body, steps };
  }

  log(text: string): void {
    const line = { at: isoTime(this.context.nowMs()), text };
    this.body = { ...this.body, log: [...this.body.log, line].slice(-KEPT_LOG_LINES) };
  }

  /** Tells the open tabs how the run stands, without writing it: for what changes between two steps. */
  tell(): void {
    this.context.live.emit({ type: "drill", at: isoTime(this.context.nowMs()), run: this.view });
  }

  /** Writes what stands now, after everything written before. Rejects with `DrillNotRecorded`. */
  save(note: JournalNote = {}): Promise<void> {
    const { view } = this;
    this.#writes = this.#writes.catch(() => {}).then(() => this.#write(view, note));
    return this.#writes;
  }

  async #write({ id, state, ...body }: DrillRunView, note: JournalNote): Promise<void> {
    const { audit, timeline, records = [], isQuiet = false } = note;
    const atMs = this.context.nowMs();
    const run: RecordWrite = {
      kind: "drill_run",
      id,
      baseRevision: this.#revision,
      subject: body.alias,
      state,
      routeVersion: body.route_version,
      body,
    };
    const lines = timeline === undefined ? [] : [{ ...timeline, atMs, id, subject: body.alias, detail: null }];
    const result = await this.context.store.control.commit({
      atMs,
      routing: null,
      records: [run, ...records],
      timeline: lines.map((line): TimelineEntry => ({ ...line, kind: "drill_run" })),
      audit: audit ?? null,
    });
    if (result.kind !== "committed") throw new DrillNotRecorded(`the record of drill run ${id} was changed elsewhere`);
    this.#revision = (this.#revision ?? 0) + 1;
    if (!isQuiet) this.context.live.emit({ type: "drill", at: isoTime(atMs), run: { ...body, id, state } });
  }
}
