import type { Logger } from "pino";
import type { Principal } from "@/lib/contract/session";
import type { ControlContext } from "@/lib/control/context";
import type { DrillDesk } from "@/lib/control/drill-desk";
import type { Gateway } from "@/lib/gateway/gateway";
import type { KeptAnswers } from "@/lib/http/kept-answers";
import type { ServerConfig } from "./config";
import type { Identity } from "./identity";
import type { Metrics } from "./metrics";
import type { Reads } from "./reads";
import type { ProviderKeyServices } from "./replace-provider-key";
import type { SingleSignOn } from "./single-sign-on";

/** Whether this instance may get traffic; `degraded` names what does not work although it may. */
export interface ReadyState {
  readonly isReady: boolean;
  readonly degraded: readonly ("draining" | "spooling" | "read_only" | "shedding")[];
}

/** Everything one instance holds, built once. */
export interface Runtime {
  readonly config: ServerConfig;
  readonly log: Logger;
  readonly gateway: Gateway;
  readonly control: ControlContext;
  readonly drills: DrillDesk;
  readonly reads: Reads;
  readonly identity: Identity;
  readonly metrics: Metrics;
  readonly providerKeys: ProviderKeyServices;
  /** Null where people sign in with passwords only. */
  readonly singleSignOn: SingleSignOn | null;
  /** First answers to orders, for those sent again. */
  readonly keptAnswers: KeptAnswers;
  principalFor(headers: Headers): Promise<Principal | null>;
  ready(): ReadyState;
  /** New requests are refused from now on. */
  drain(): void;
  /** Ends live streams and provider connections, writes what is queued and closes the store. */
  close(): Promise<void>;
}

/**
 * Next loads modules more than once, and the listener is a bundle of its own; what must be single hangs here, in
 * production too.
 */
const RUNTIME = Symbol.for("switchyard.runtime");
const holder = globalThis as typeof globalThis & { [RUNTIME]?: Runtime };

/** The runtime of this process. Throws before it has been booted. */
export function runtime(): Runtime {
  const booted = installedRuntime();
  if (booted === undefined)
    throw new Error("The runtime is not booted; start the server through server.ts or Next's instrumentation");
  return booted;
}

/** Makes `booted` the runtime of this process, for every copy of this module. */
export function installRuntime(booted: Runtime): void {
  holder[RUNTIME] = booted;
}

/** The runtime when there is one already. */
export function installedRuntime(): Runtime | undefined {
  return holder[RUNTIME];
}
