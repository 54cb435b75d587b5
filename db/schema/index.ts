export * from "./audit";
export * from "./breaker-events";
export * from "./directory";
export * from "./identity";
export * from "./ledger";
export * from "./names";
export * from "./rollups";
export * from "./route-map";
