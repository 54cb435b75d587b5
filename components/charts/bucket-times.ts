import type { AliasTraffic } from "@/lib/contract/traffic";

/** Start of every bucket of the span, epoch milliseconds, oldest first: also of those nobody called in. */
export function bucketTimes(traffic: Pick<AliasTraffic, "from" | "to" | "bucket_ms">): number[] {
  const bucketMs = Math.max(1, traffic.bucket_ms);
  const firstMs = Math.floor(Date.parse(traffic.from) / bucketMs) * bucketMs;
  const count = Math.max(1, Math.ceil((Date.parse(traffic.to) - firstMs) / bucketMs));
  return Array.from({ length: count }, (_, index) => firstMs + index * bucketMs);
}
