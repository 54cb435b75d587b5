import { metricsResponse } from "@/lib/server/metrics-response";

export const dynamic = "force-dynamic";
export const GET = metricsResponse;
