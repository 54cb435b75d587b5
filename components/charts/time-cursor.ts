interface TimeTick {
  readonly value?: unknown;
}

/** The bucket that holds the moment another chart points at. Buckets of the two may differ in length. */
function bucketAt(ticks: readonly TimeTick[], pointed: { readonly activeLabel?: string | number | undefined }): number {
  const atMs = Number(pointed.activeLabel);
  const index = ticks.findLastIndex(({ value }) => Number(value) <= atMs);
  return Math.max(0, index);
}

/** Charts with these properties share one time cursor: pointing at a moment in one shows it in all of them. */
export const TIME_CURSOR = { syncId: "time", syncMethod: bucketAt } as const;
