import type { Timers } from "@/lib/control/live-feed";

/** Intervals that run when a test says that time has passed. */
export class ManualTimers implements Timers {
  readonly #tasks = new Set<{ readonly periodMs: number; readonly run: () => void; dueMs: number }>();
  #nowMs = 0;

  every(periodMs: number, run: () => void): { stop(): void } {
    const task = { periodMs, run, dueMs: this.#nowMs + periodMs };
    this.#tasks.add(task);
    return { stop: () => this.#tasks.delete(task) };
  }

  advance(passedMs: number): void {
    this.#nowMs += passedMs;
    for (const task of this.#tasks) {
      for (; task.dueMs <= this.#nowMs; task.dueMs += task.periodMs) task.run();
    }
  }
}
