/** "This many entries had been accepted at that moment". */
interface QueueMark {
  readonly accepted: number;
  readonly atMs: number;
}

/** Marks that still have an unsettled entry before them, oldest first. */
export type QueueMarks = readonly QueueMark[];

/** The oldest mark decides; later ones only matter once it is settled, and then a coarse one will do. */
const MOST_MARKS = 64;

/**
 * Follows the age of a queue from its counters alone, so that entries need no clock of their own. `accepted` and
 * `settled` count entries since the start; `settled` includes those refused.
 */
export function markQueue(marks: QueueMarks, accepted: number, settled: number, nowMs: number): QueueMarks {
  const open = marks.filter((mark) => mark.accepted > settled);
  if (accepted <= settled || open.length >= MOST_MARKS || open.at(-1)?.accepted === accepted) return open;
  return [...open, { accepted, atMs: nowMs }];
}

/** At least how long the oldest entry has waited, milliseconds; 0 for an empty queue. */
export function queueAgeMs(marks: QueueMarks, nowMs: number): number {
  return marks[0] === undefined ? 0 : Math.max(0, nowMs - marks[0].atMs);
}
