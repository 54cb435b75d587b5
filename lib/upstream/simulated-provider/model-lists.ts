import type { ErrorAnswer, Flavour } from "./error-answer";

/** The list of models as OpenAI sends it; at `/api/models` CometAPI's catalogue, whose prices are quoted before the ratio. */
export function modelList(path: string, flavour: Flavour, ids: readonly string[]): ErrorAnswer {
  const isCatalogue = path === CATALOGUE_PATH;
  const body = isCatalogue
    ? { success: true, data: ids.map(catalogueEntry), page: 0, total: ids.length }
    : openaiList(flavour, ids);
  return { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

/** Whether a provider of this flavour has a list there. */
export function hasModelList(path: string, flavour: Flavour): boolean {
  return path === "/v1/models" || (flavour === "comet" && path === CATALOGUE_PATH);
}

const CATALOGUE_PATH = "/api/models";

function openaiList(flavour: Flavour, ids: readonly string[]) {
  return {
    object: "list",
    data: ids.map((id) => ({ id, object: "model", created: 1_760_000_000, owned_by: flavour })),
  };
}

function catalogueEntry(id: string, index: number) {
  return {
    id,
    provider: "Simulated",
    model_type: "text",
    features: ["text-to-text"],
    endpoints: JSON.stringify(["/v1/chat/completions", "/v1/responses"]),
    context_length: 128_000,
    pricing: {
      currency: "USD / M Tokens",
      input: 0.4 / (index + 1),
      output: 1.6 / (index + 1),
      per_request: null,
      per_second: null,
      ratio: 0.8,
    },
  };
}
