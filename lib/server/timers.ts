/** Calls `run` every `periodMs` until stopped; never keeps the process alive by itself. */
export function every(periodMs: number, run: () => void): { stop(): void } {
  const timer = setInterval(run, periodMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

/** Calls `run` once after `waitMs`, unless the returned function is called before; never keeps the process alive. */
export function after(waitMs: number, run: () => void): () => void {
  const timer = setTimeout(run, waitMs);
  timer.unref();
  return () => clearTimeout(timer);
}
