import { formatDuration } from "@/components/ui/format-duration";

/** "per minute", "per 30 s", "per 3 min": how much time one bar or point stands for. */
export function perBucket(bucketMs: number): string {
  if (bucketMs === 60_000) return "per minute";
  return bucketMs === 3_600_000 ? "per hour" : `per ${formatDuration(bucketMs)}`;
}
