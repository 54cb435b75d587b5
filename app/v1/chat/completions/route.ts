import { gatewayRoute } from "@/lib/server/gateway-route";

export const dynamic = "force-dynamic";
export const POST = gatewayRoute;
