import { WebExchange } from "../gateway/web-exchange";
import { runtime } from "./runtime";

/** The gateway as a Next route handler: the mount that hosts use which run Next without `server.ts`. */
export async function gatewayRoute(request: Request): Promise<Response> {
  const exchange = new WebExchange(request);
  void runtime().gateway.handle(exchange);
  return exchange.response;
}
