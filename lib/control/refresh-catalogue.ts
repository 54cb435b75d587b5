import { ModelCatalogue } from "@/lib/contract/model-catalogue";
import type { Principal } from "@/lib/contract/session";
import { type ListedModel, type ListedModels, readModelList } from "@/lib/core/model-catalogue";
import type { ReadAnswer } from "@/lib/upstream/read-json";
import { auditActor } from "./actor";
import { audited } from "./audited";
import type { ControlContext } from "./context";
import { isoTime } from "./iso-time";
import { ControlRefusal } from "./refusal";
import { startingContract } from "./starting-contracts/starting-contract";

const MAX_BYTES = 4 * 1024 * 1024;
const TIMEOUT_MS = 15_000;
/** CometAPI's list with prices; it lies beside the API, not below its base path. */
const PRICED_LIST = "/api/models";

interface ListPlace {
  readonly path: string;
  readonly isAbsolutePath: boolean;
}

/**
 * Reads a provider's list of models over its own pool and keeps it. What cannot be read is kept as a named failure beside
 * the last list. Throws 404 for a provider the active version does not hold and 409 for two readings at once.
 */
export async function refreshCatalogue(
  context: ControlContext,
  actor: Principal,
  provider: string,
): Promise<ModelCatalogue> {
  const attempt = { action: "catalogue.refreshed", object: `provider:${provider}`, asked: null, reason: null } as const;
  return audited(context, actor, attempt, async () => {
    const definition = context.active().content.providers[provider];
    if (definition === undefined)
      throw new ControlRefusal("not_found", `The active version has no provider ${provider}.`);
    const record = await context.store.control.record("model_catalogue", provider);
    const before = record === null ? null : ModelCatalogue.parse(record.body);
    const own: ListPlace = { path: definition.paths.models, isAbsolutePath: false };
    const isPriced = startingContract(provider, definition.base_url, "chat").started_from === "cometapi";
    const places = isPriced ? [{ path: PRICED_LIST, isAbsolutePath: true }, own] : [own];
    const found = await readFirst(context, provider, places);
    const atMs = context.nowMs();
    const catalogue = catalogueOf(provider, before, found, isoTime(atMs));
    const result = await context.store.control.commit({
      atMs,
      routing: null,
      records: [
        {
          kind: "model_catalogue",
          id: provider,
          baseRevision: record?.revision ?? null,
          subject: provider,
          state: found.kind,
          routeVersion: null,
          body: catalogue,
        },
      ],
      timeline: [],
      audit: {
        ...auditActor(actor),
        atMs,
        action: "catalogue.refreshed",
        object: `provider:${provider}`,
        outcome: "done",
        before: { models: before?.models.length ?? 0 },
        after: { models: catalogue.models.length, failure: catalogue.failure },
        reason: null,
        traceId: null,
        routeVersion: null,
      },
    });
    if (result.kind !== "committed") throw new ControlRefusal("conflict", "The list was just read by somebody else.");
    return catalogue;
  });
}

type Found =
  | { readonly kind: "read"; readonly path: string; readonly list: ListedModels }
  | { readonly kind: "failed"; readonly why: string };

/** The first place that answers with a list; the last one's failure when none does. */
async function readFirst(context: ControlContext, provider: string, places: readonly ListPlace[]): Promise<Found> {
  let failure = "it names no list of models";
  for (const place of places) {
    const answer: ReadAnswer = await context.providers.read({
      ...place,
      provider,
      maxBytes: MAX_BYTES,
      timeoutMs: TIMEOUT_MS,
    });
    const list = answer.kind === "read" ? readModelList(answer.value) : null;
    if (list !== null) return { kind: "read", path: place.path, list };
    failure = `${place.path}: ${answer.kind === "failed" ? answer.why : "its answer is no list of models"}`;
  }
  return { kind: "failed", why: failure };
}

function catalogueOf(provider: string, before: ModelCatalogue | null, found: Found, at: string): ModelCatalogue {
  if (found.kind === "failed") {
    const last = before ?? { path: null, read_at: null, models: [], skipped: 0 };
    return { ...last, provider, failed_at: at, failure: found.why };
  }
  const { models, skipped } = found.list;
  return {
    provider,
    path: found.path,
    read_at: at,
    failed_at: null,
    failure: null,
    models: models.map(catalogueModel),
    skipped,
  };
}

function catalogueModel({ price, contextLength, ...model }: ListedModel): ModelCatalogue["models"][number] {
  return {
    id: model.id,
    vendor: model.vendor,
    features: [...model.features],
    endpoints: [...model.endpoints],
    context_length: contextLength,
    price: price === null ? null : { input_per_mtok: price.inputPerMtok, output_per_mtok: price.outputPerMtok },
    per_request: model.perRequest,
    per_second: model.perSecond,
  };
}
