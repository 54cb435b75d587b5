import type { ContractSheet } from "@/lib/contract/contract-sheet";
import type { Endpoint } from "@/lib/core/routing-snapshot";
import { COMETAPI_FACTS } from "./cometapi";
import { startingRows } from "./contract-facts";
import { OPENAI_FACTS } from "./openai";

type StartedFrom = ContractSheet["started_from"];

/** The worksheet of a provider nobody has worked on yet: the published facts of a known one, else empty rows. */
export function startingContract(provider: string, baseUrl: string, endpoint: Endpoint): ContractSheet {
  const startedFrom = knownAs(provider, baseUrl);
  return { provider, endpoint, started_from: startedFrom, rows: startingRows(factsOf(startedFrom, endpoint)) };
}

/** By host where it is the real one; by the name people give it where it is reached through another host. */
function knownAs(provider: string, baseUrl: string): StartedFrom {
  const host = new URL(baseUrl).hostname;
  if (isOf(host, "cometapi.com") || /^comet/i.test(provider)) return "cometapi";
  return isOf(host, "openai.com") || /^openai/i.test(provider) ? "openai" : "empty";
}

function isOf(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}

function factsOf(startedFrom: StartedFrom, endpoint: Endpoint) {
  switch (startedFrom) {
    case "cometapi":
      return COMETAPI_FACTS[endpoint];
    case "openai":
      return OPENAI_FACTS[endpoint];
    case "empty":
      return {};
  }
}
