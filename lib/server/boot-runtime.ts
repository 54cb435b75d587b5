import type { Logger } from "pino";
import { openStore, type SqliteStore } from "@/db/sqlite/open-store";
import type { ConfigFile } from "@/lib/contract/config-file";
import type { ControlContext } from "@/lib/control/context";
import type { DrillDesk } from "@/lib/control/drill-desk";
import { isoTime } from "@/lib/control/iso-time";
import { publishContracts } from "@/lib/control/publish-contracts";
import { TrafficPulse } from "@/lib/control/traffic-pulse";
import { environmentVariable, type ServerConfig } from "./config";
import { controlContext } from "./control-context";
import { type DataPlane, openDataPlane } from "./data-plane";
import { createDrillDesk } from "./drills";
import { type StartedFrom, startFromConfig } from "./first-start";
import { KnownSecrets } from "./known-secrets";
import { loadConfigFile } from "./load-config-file";
import { LoadProbe } from "./load-probe";
import { LoadWatch } from "./load-watch";
import { createLog } from "./log";
import { loadMasterSecret } from "./master-secret";
import { Metrics } from "./metrics";
import { type Access, openAccess } from "./open-access";
import { createReads } from "./reads";
import { installedRuntime, installRuntime, type ReadyState, type Runtime } from "./runtime";
import { startStandingJobs } from "./standing-jobs";
import { every } from "./timers";

const NOBODY =
  "nobody can sign in: there are no people; add one under people in the configuration file before the first start, or create one with an admin access token (POST /api/people)";

/** Ledger entries that may wait for the disk; a request makes two or more. */
const LEDGER_QUEUE_LIMIT = 20_000;

/**
 * Opens the store, brings it together with the configuration file and builds the gateway. Throws `StartupError` or
 * `StoreError`. `workers` says where the bundled database workers are, when not where the build puts them.
 */
export async function bootRuntime(
  config: ServerConfig,
  workers: { readonly workersDir?: string } = {},
): Promise<Runtime> {
  const existing = installedRuntime();
  if (existing !== undefined) return existing;
  const file = loadConfigFile(config.configPath, environmentVariable);
  const secret = loadMasterSecret(config.secret, config.dataDir);
  const { durability } = file.recording;
  const store = await openStore({
    ...workers,
    file: config.databasePath,
    durability,
    queueLimit: LEDGER_QUEUE_LIMIT,
  });
  const access = openAccess(config, file, secret, store);
  const { people } = access.identity;
  const started = await startFromConfig({ store, people, box: access.box, config: file, nowMs: Date.now() });
  const booted = await assemble(config, file, store, access, started);
  if ((await people.list()).length === 0) booted.log.info(NOBODY);
  installRuntime(booted);
  return booted;
}

async function assemble(
  config: ServerConfig,
  file: ConfigFile,
  store: SqliteStore,
  { identity, singleSignOn, box, keptAnswers, principalFor }: Access,
  started: StartedFrom,
): Promise<Runtime> {
  const secrets = new KnownSecrets(secretsOf(file, started));
  const { redact } = secrets;
  const log = createLog(config.logLevel, redact);
  const metrics: Metrics = new Metrics({
    ledger: () => store.ledgerFigures(),
    inFlight: () => plane.gateway.inFlight,
    shedCount: () => plane.gateway.shedCount,
    load: () => load.state,
    routeVersion: () => plane.routing.version.version,
    breakers: () => control.breakers(),
  });
  const pulse = new TrafficPulse(Date.now);
  const plane = await openDataPlane(store, started, { log, redact, metrics, pulse });
  const load = watchLoad(store, log, (reason) => {
    plane.gateway.shed(reason);
    control.live.emit({ type: "load", at: isoTime(control.nowMs()), shedding: reason });
  });
  const control = controlContext(store, plane, () => load.reason, started.fileContent);
  await publishContracts(control);
  const stopJobs = await startStandingJobs(control, log);
  const drills = await createDrillDesk({ control, store, upstream: plane.pools, pulse, redact, log });
  reportStart(log, started);
  return {
    config,
    log,
    gateway: plane.gateway,
    control,
    drills,
    reads: createReads(control, { config, recording: file.recording, singleSignOn }),
    identity,
    singleSignOn,
    metrics,
    providerKeys: {
      control,
      box,
      useKey: (provider, key) => {
        secrets.add(key.key);
        plane.routing.useKey(provider, key);
      },
    },
    keptAnswers,
    principalFor,
    ...lifeOf({ store, plane, control, load, drills, stopJobs }),
  };
}

interface RunningParts {
  readonly store: SqliteStore;
  readonly plane: DataPlane;
  readonly control: ControlContext;
  readonly load: LoadWatch;
  readonly drills: DrillDesk;
  stopJobs(): Promise<void>;
}

/** How an instance says that it is ready, drains and ends. The store goes last: everything else writes to it. */
function lifeOf({
  store,
  plane,
  control,
  load,
  drills,
  stopJobs,
}: RunningParts): Pick<Runtime, "ready" | "drain" | "close"> {
  let isDraining = false;
  return {
    ready: () => readyState(isDraining, store, load),
    drain: () => {
      isDraining = true;
      plane.gateway.drain();
      control.live.close();
    },
    close: async () => {
      await drills.close();
      await stopJobs();
      load.stop();
      plane.desk.stop();
      plane.clients.close();
      await plane.pools.close();
      await store.close();
    },
  };
}

function watchLoad(store: SqliteStore, log: Logger, onChange: (reason: string | null) => void): LoadWatch {
  const probe = new LoadProbe(() => store.ledgerFigures(), LEDGER_QUEUE_LIMIT);
  return new LoadWatch(probe, { every }, Date.now, (reason) => {
    if (reason === null) log.info("new requests are taken in again");
    else log.warn({ reason }, "new requests are refused as overloaded");
    onChange(reason);
  });
}

/** An instance that sheds stays ready: taken out of rotation, its load would only fall on the others. */
function readyState(isDraining: boolean, store: SqliteStore, load: LoadWatch): ReadyState {
  if (isDraining) return { isReady: false, degraded: ["draining"] };
  const degraded: ReadyState["degraded"][number][] = [];
  if (store.ledgerFigures().state === "degraded") degraded.push("read_only");
  if (load.reason !== null) degraded.push("shedding");
  return { isReady: true, degraded };
}

function secretsOf({ sign_in: { oidc } }: ConfigFile, { providerKeys }: StartedFrom): string[] {
  return [...[...providerKeys.values()].map(({ key }) => key), ...(oidc === null ? [] : [oidc.client_secret])];
}

function reportStart(log: Logger, started: StartedFrom): void {
  const { active, isFirstStart, drift, replacedKeys } = started;
  log.info({ route_version: active.version, first_start: isFirstStart }, "the route map is in force");
  if (replacedKeys.length > 0)
    log.warn({ providers: replacedKeys }, "provider keys were replaced from the configuration file");
  for (const line of drift) log.warn(line, "the configuration file differs from the database; nothing was applied");
}
