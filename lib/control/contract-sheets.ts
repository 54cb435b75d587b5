import type { ControlRecord } from "@/db/control-store";
import { ContractSheet } from "@/lib/contract/contract-sheet";
import { CONTRACT_ROW_IDS } from "@/lib/core/contract-rows";
import {
  type ContractBook,
  type ContractTerms,
  contractKey,
  type EndpointContract,
  type ParameterTerms,
} from "@/lib/core/contract-terms";
import type { Endpoint } from "@/lib/core/routing-snapshot";
import type { ControlContext } from "./context";
import { startingContract } from "./starting-contracts/starting-contract";

/** A worksheet as it stands: kept, or the starting one nobody has changed yet. */
export interface KeptSheet {
  readonly sheet: ContractSheet;
  /** 0 while nobody has changed it. */
  readonly revision: number;
}

const ENDPOINTS: readonly Endpoint[] = ["chat", "responses"];
const MOST_SHEETS = 500;

/** The worksheets of every provider and endpoint the active version uses, in the order of the route map. */
export async function contractSheets(context: ControlContext): Promise<KeptSheet[]> {
  const records = await context.store.control.records({ kind: "contract_sheet", limit: MOST_SHEETS });
  const kept = new Map(records.map((record) => [record.id, record]));
  return usedEndpoints(context).map(({ provider, endpoint, baseUrl }) =>
    sheetOf(kept.get(contractKey(provider, endpoint)), provider, endpoint, baseUrl),
  );
}

/** One of them; null for a provider or endpoint the active version does not use. */
export async function contractSheet(
  context: ControlContext,
  provider: string,
  endpoint: Endpoint,
): Promise<KeptSheet | null> {
  const used = usedEndpoints(context).find((one) => one.provider === provider && one.endpoint === endpoint);
  if (used === undefined) return null;
  const record = await context.store.control.record("contract_sheet", contractKey(provider, endpoint));
  return sheetOf(record ?? undefined, provider, endpoint, used.baseUrl);
}

function sheetOf(record: ControlRecord | undefined, provider: string, endpoint: Endpoint, baseUrl: string): KeptSheet {
  if (record === undefined) return { sheet: startingContract(provider, baseUrl, endpoint), revision: 0 };
  return { sheet: ContractSheet.parse(record.body), revision: record.revision };
}

interface UsedEndpoint {
  readonly provider: string;
  readonly endpoint: Endpoint;
  readonly baseUrl: string;
}

function usedEndpoints(context: ControlContext): UsedEndpoint[] {
  const { providers, aliases } = context.active().content;
  const routes = Object.values(aliases).flatMap((section) => Object.values(section.routes));
  return Object.entries(providers).flatMap(([provider, { base_url: baseUrl }]) => {
    const spoken = new Set(routes.filter((route) => route.provider === provider).flatMap((route) => route.endpoints));
    const used = ENDPOINTS.filter((endpoint) => spoken.has(endpoint) || (spoken.size === 0 && endpoint === "chat"));
    return used.map((endpoint) => ({ provider, endpoint, baseUrl }));
  });
}

/** The worksheets in the form the gateway and the rules on eligibility read. */
export function contractBook(sheets: readonly KeptSheet[]): ContractBook {
  return new Map(sheets.map(({ sheet }) => [contractKey(sheet.provider, sheet.endpoint), endpointContract(sheet)]));
}

function endpointContract(sheet: ContractSheet): EndpointContract {
  return {
    terms: termsOf(sheet),
    rows: CONTRACT_ROW_IDS.map((row) => ({
      endpoint: sheet.endpoint,
      row,
      isVerified: sheet.rows[row].verified_at !== null,
      isEdited: sheet.rows[row].edited_at !== null,
    })),
  };
}

function termsOf({ rows }: ContractSheet): ContractTerms {
  const path = rows.endpoint_path.setting;
  const auth = rows.auth_header.setting;
  const parameters = rows.parameters.setting;
  const deviations = rows.error_shape.setting;
  return {
    path: path?.kind === "path" ? path.path : null,
    auth: auth?.kind === "auth" ? { header: auth.header, scheme: auth.scheme } : null,
    parameters: parameters?.kind === "parameters" ? parameters.families.map(parameterTerms) : [],
    deviations: deviations?.kind === "deviations" ? deviations.deviations : [],
  };
}

type StatedFamily = Extract<
  NonNullable<ContractSheet["rows"]["parameters"]["setting"]>,
  { kind: "parameters" }
>["families"][number];

/** Only what is stated: an absent field must not hide the route map's. */
function parameterTerms({ family, honours }: StatedFamily): ParameterTerms {
  const { temperature, n, logprobs, tools, json_schema, streaming, vision, reasoning_effort, max_tokens_field } =
    honours;
  return {
    family,
    honours: {
      ...(temperature === undefined ? {} : { temperature }),
      ...(n === undefined ? {} : { n }),
      ...(logprobs === undefined ? {} : { logprobs }),
      ...(tools === undefined ? {} : { tools }),
      ...(json_schema === undefined ? {} : { jsonSchema: json_schema }),
      ...(streaming === undefined ? {} : { streaming }),
      ...(vision === undefined ? {} : { vision }),
      ...(reasoning_effort === undefined ? {} : { reasoningEffort: reasoning_effort }),
      ...(max_tokens_field === undefined ? {} : { maxTokensField: max_tokens_field }),
    },
  };
}
