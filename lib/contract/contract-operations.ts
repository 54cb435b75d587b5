import type { ConsoleOperation } from "./console-api";
import {
  ContractChanged,
  ContractList,
  ContractRowEdit,
  ContractRowParams,
  ContractRowVerification,
} from "./contract-sheet";
import { CatalogueRefresh, CostComparison, CostQuery, ModelCatalogue, ModelList } from "./model-catalogue";
import { ProbeList, ProbeRunRequest, ProbeRunStarted, ProbeSchedule } from "./probe";

const ROW_PATH = "/api/contracts/{provider}/{endpoint}/rows/{row}";

/** Contracts, probes and lists of models. */
export const CONTRACT_OPERATIONS: readonly ConsoleOperation[] = [
  {
    method: "get",
    path: "/api/contracts",
    summary: "Contract worksheets with history, what is in force, and the standing of every route",
    answer: ContractList,
  },
  {
    method: "put",
    path: ROW_PATH,
    summary: "Write one row of a worksheet; it is unverified from then on",
    params: ContractRowParams,
    body: ContractRowEdit,
    answer: ContractChanged,
    refusals: ["not_found", "conflict"],
  },
  {
    method: "post",
    path: `${ROW_PATH}/verify`,
    summary: "Say that a row was compared with its source and found true; not by who wrote it",
    params: ContractRowParams,
    body: ContractRowVerification,
    answer: ContractChanged,
    refusals: ["not_found", "conflict"],
  },
  {
    method: "get",
    path: "/api/probes",
    summary: "Probes, last runs, contract x route matrix, drift and schedule",
    answer: ProbeList,
  },
  {
    method: "post",
    path: "/api/probes/run",
    summary: "Probe one route, or every route of the active version one after the other",
    body: ProbeRunRequest,
    answer: ProbeRunStarted,
    refusals: ["not_found", "conflict"],
  },
  {
    method: "put",
    path: "/api/probes/schedule",
    summary: "Turn regular runs on or off",
    body: ProbeSchedule,
    answer: ProbeSchedule,
    refusals: ["conflict"],
  },
  { method: "get", path: "/api/models", summary: "Lists of models as last read, with their age", answer: ModelList },
  {
    method: "post",
    path: "/api/models/refresh",
    summary: "Read a provider's list of models over its own connections",
    body: CatalogueRefresh,
    answer: ModelCatalogue,
    refusals: ["not_found", "conflict"],
  },
  {
    method: "get",
    path: "/api/models/cost",
    summary: "What an alias's mean request costs on its routes and on every priced candidate",
    query: CostQuery,
    answer: CostComparison,
    refusals: ["not_found"],
  },
];
