import type { RecordWrite } from "@/db/control-store";
import type { DrillFaultBody } from "@/lib/contract/drill";
import { type DrillFault, printDrillFault } from "@/lib/core/drill-fault";
import type { ControlContext } from "./context";
import type { DrillJournal } from "./drill-journal";
import type { DrillLane } from "./drill-lane";
import { isoTime } from "./iso-time";

/**
 * The faults of one run. Each is written down with its hard end before it is set, and its removal after it is gone: a
 * record that says `active` is never too late, only too long.
 */
export class DrillFaults {
  #open: { readonly id: string; readonly body: DrillFaultBody } | null = null;
  #count = 0;

  constructor(
    private readonly context: ControlContext,
    private readonly journal: DrillJournal,
    private readonly lane: DrillLane,
    private readonly alias: string,
    private readonly endsAtMs: number,
  ) {}

  /** Whether calls meet a fault now. */
  get isSet(): boolean {
    return this.#open !== null;
  }

  async inject(fault: DrillFault, route: string): Promise<void> {
    await this.clear("another fault takes its place");
    this.#count += 1;
    const body: DrillFaultBody = {
      run_id: this.journal.id,
      route,
      fault: printDrillFault(fault),
      injected_at: isoTime(this.context.nowMs()),
      ends_at: isoTime(this.endsAtMs),
      cleared_at: null,
      cleared_because: null,
    };
    const id = `${this.journal.id}-${this.#count}`;
    await this.journal.save({ records: [this.#write(id, null, "active", body)] });
    this.#open = { id, body };
    this.lane.inject(fault, route);
  }

  /** Takes the fault away, if there is one, and writes that down. */
  async clear(because: string): Promise<void> {
    this.lane.clear();
    if (this.#open === null) return;
    const { id, body } = this.#open;
    this.#open = null;
    const cleared = { ...body, cleared_at: isoTime(this.context.nowMs()), cleared_because: because };
    await this.journal.save({ records: [this.#write(id, 1, "cleared", cleared)] });
  }

  #write(id: string, baseRevision: number | null, state: string, body: DrillFaultBody): RecordWrite {
    return { kind: "drill_fault", id, baseRevision, subject: this.alias, state, routeVersion: null, body };
  }
}
