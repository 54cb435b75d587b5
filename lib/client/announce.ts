/** The two live regions of the page. Numbers and charts are never announced; these are for what happened. */
export type Urgency = "polite" | "assertive";

export interface Announcements {
  readonly polite: string;
  readonly assertive: string;
}

export const NO_ANNOUNCEMENTS: Announcements = { polite: "", assertive: "" };

let current: Announcements = NO_ANNOUNCEMENTS;
const listeners = new Set<() => void>();

export function announcements(): Announcements {
  return current;
}

export function subscribeToAnnouncements(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Says one sentence to a screen reader. `assertive` only for a new failure of what is being watched. */
export function announce(text: string, urgency: Urgency = "polite"): void {
  current = { ...current, [urgency]: text };
  for (const listener of listeners) listener();
}
