import type { RoutingSnapshot } from "../core/routing-snapshot";
import type { Exchange } from "./exchange";
import { endJson, refuse } from "./refusal";

/** `GET /v1/models` and `GET /v1/models/{id}`: the aliases, in the shape of OpenAI's list. */
export function listModels(exchange: Exchange, snapshot: RoutingSnapshot): void {
  const asked = exchange.path === "/v1/models" ? null : exchange.path.slice("/v1/models/".length);
  if (asked !== null && !snapshot.aliases.has(asked)) {
    const message = `There is no alias '${asked.slice(0, 80)}'.`;
    refuse(exchange, { status: 404, code: "model_not_found", type: "invalid_request_error", param: "model", message });
    return;
  }
  const models = [...snapshot.aliases.values()].map((alias) => ({
    id: alias.id,
    object: "model",
    created: 0,
    owned_by: alias.owner,
  }));
  const body = asked === null ? { object: "list", data: models } : models.find((model) => model.id === asked);
  endJson(exchange, 200, JSON.stringify(body));
}
