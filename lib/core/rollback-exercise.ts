/** How long a passed rollback rehearsal counts. */
export const EXERCISED_DAYS = 14;

/** A rehearsal that passed: the section it went back to, and until when it counts (epoch milliseconds). */
export interface RollbackExercise {
  readonly sectionHash: string;
  readonly untilMs: number;
}

/**
 * Until when the way back to a section counts as exercised; null when it was never rehearsed or that is too long ago.
 * Sections are compared by content, so a rehearsal holds for every version with the same rollback target.
 */
export function exercisedUntil(
  exercises: readonly RollbackExercise[],
  sectionHash: string,
  nowMs: number,
): number | null {
  const held = exercises.filter((exercise) => exercise.sectionHash === sectionHash && exercise.untilMs > nowMs);
  return held.length === 0 ? null : Math.max(...held.map(({ untilMs }) => untilMs));
}
