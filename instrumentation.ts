/** Boots the runtime when Next runs without `server.ts` (`next dev`, `next start`); behind it, it is booted already. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs" || process.env.NEXT_PHASE === "phase-production-build") return;
  const { bootForNext } = await import("@/lib/server/boot-for-next");
  await bootForNext();
}
