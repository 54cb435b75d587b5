/** One question of a page: its query, and how the server reads the answer. */
export type AskedRead = readonly [{ readonly queryKey: readonly unknown[] }, () => Promise<unknown>];

/**
 * The answers a page can put into its HTML. A read that fails is left out, so that its panel asks again and says in its
 * place what happened, while the rest of the page stands.
 */
export async function readAnswers(
  asked: readonly AskedRead[],
): Promise<(readonly [{ readonly queryKey: readonly unknown[] }, unknown])[]> {
  const settled = await Promise.allSettled(asked.map(async ([query, read]) => [query, await read()] as const));
  return settled.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
}
