import type { Logger } from "pino";
import { openStore, type SqliteStore } from "@/db/sqlite/open-store";
import type { ConfigFile } from "@/lib/contract/config-file";
import type { RouteMapContent } from "@/lib/contract/route-map";
import type { BreakerView, ControlContext } from "@/lib/control/context";
import { startFollowingRouteMap } from "@/lib/control/follow-route-map";
import { isoTime } from "@/lib/control/iso-time";
import { keepBreakerOverrides, startKeepingBreakerOverrides } from "@/lib/control/keep-breaker-overrides";
import { startLiveFeed } from "@/lib/control/live-feed";
import { LIVE_HUB_DEFAULTS, LiveHub } from "@/lib/control/live-hub";
import { startProbeSchedule } from "@/lib/control/probe-schedule";
import { publishContracts } from "@/lib/control/publish-contracts";
import { readGateReport } from "@/lib/control/read-gate-report";
import { startTicking } from "@/lib/control/tick";
import { TrafficPulse } from "@/lib/control/traffic-pulse";
import { startVerifyingRollbacks } from "@/lib/control/verify-rollback";
import type { Redactor } from "@/lib/core/redact";
import { BreakerRegistry } from "@/lib/gateway/breaker-registry";
import { Gateway } from "@/lib/gateway/gateway";
import { ProviderPools } from "@/lib/upstream/provider-pools";
import { ClientBook } from "./client-book";
import { environmentVariable, type ServerConfig } from "./config";
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
import { ProviderDesk } from "./provider-desk";
import { createReads } from "./reads";
import { RoutingHost } from "./routing-host";
import { installedRuntime, installRuntime, type ReadyState, type Runtime } from "./runtime";

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
  if ((await people.list()).length === 0) booted.log.warn(NOBODY);
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
  const stopProbes = startProbeSchedule(control, { every }, (error) =>
    log.warn({ err: error }, "the schedule of probes could not be followed"),
  );
  const stopFeed = startLiveFeed(control, { every }, (error) => log.warn({ err: error }, "a live update was skipped"));
  const stopKeeping = await keepOverrides(control, log);
  const stopFollowing = startFollowingRouteMap(control, { every }, (error) =>
    log.warn({ err: error }, "the active route map version could not be read"),
  );
  const stopTicking = startTicking(control, { every }, (error) =>
    log.error({ err: error }, "a rollout or an approval could not be looked after this time"),
  );
  const stopVerifying = startVerifyingRollbacks(control, { every }, (error) =>
    log.warn({ err: error }, "a rollback could not be verified this time"),
  );
  const drills = await createDrillDesk({ control, store, upstream: plane.pools, pulse, redact, log });
  reportStart(log, started);
  let isDraining = false;
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
    ready: () => readyState(isDraining, store, load),
    drain: () => {
      isDraining = true;
      plane.gateway.drain();
      control.live.close();
    },
    close: async () => {
      await drills.close();
      await stopTicking();
      stopFeed();
      stopFollowing();
      stopVerifying();
      stopKeeping();
      load.stop();
      stopProbes();
      plane.desk.stop();
      plane.clients.close();
      await plane.pools.close();
      await store.close();
    },
  };
}

/** What serves `/v1`: the gateway with its routing, breakers and provider connections. */
interface DataPlane {
  readonly gateway: Gateway;
  readonly routing: RoutingHost;
  readonly clients: ClientBook;
  readonly breakers: BreakerRegistry;
  readonly pools: ProviderPools;
  /** Probes and lists of models, over the same connections. */
  readonly desk: ProviderDesk;
}

interface DataPlaneTools {
  readonly log: Logger;
  readonly redact: Redactor;
  readonly metrics: Metrics;
  readonly pulse: TrafficPulse;
}

async function openDataPlane(store: SqliteStore, started: StartedFrom, tools: DataPlaneTools): Promise<DataPlane> {
  const { log, redact, metrics, pulse } = tools;
  const pools = new ProviderPools();
  const routing = new RoutingHost(started.active, pools, started.providerKeys);
  const clients = new ClientBook(after, Date.now);
  clients.admit(await store.directory.clients());
  const breakers = new BreakerRegistry(Date.now, Math.random, (event) => {
    log.info(event, "a breaker moved");
    store
      .recordBreaker(event)
      .catch((error: unknown) => log.error({ err: error }, "a breaker transition was not recorded"));
  });
  const common = {
    ledger: store.ledger,
    redact,
    nowMs: Date.now,
    random: Math.random,
    routing: () => routing.snapshot,
  };
  const desk = new ProviderDesk({
    ...common,
    pools,
    report: (error) => log.error({ err: error }, "a job at a provider failed by a defect"),
  });
  const gateway = new Gateway({
    ...common,
    upstream: pools,
    breakers,
    clients: () => clients.directory,
    onOutcome: (alias, outcome) => {
      metrics.count(alias, outcome);
      pulse.count(outcome);
    },
    onDefect: (error) => log.error({ err: error }, "a request failed by a defect of the gateway"),
  });
  return { gateway, routing, clients, breakers, pools, desk };
}

function watchLoad(store: SqliteStore, log: Logger, onChange: (reason: string | null) => void): LoadWatch {
  const probe = new LoadProbe(() => store.ledgerFigures(), LEDGER_QUEUE_LIMIT);
  return new LoadWatch(probe, { every }, Date.now, (reason) => {
    if (reason === null) log.info("new requests are taken in again");
    else log.warn({ reason }, "new requests are refused as overloaded");
    onChange(reason);
  });
}

/** Orders on breakers are in force before the first request. */
async function keepOverrides(control: ControlContext, log: Logger): Promise<() => void> {
  const report = (error: unknown) => log.warn({ err: error }, "the orders on breakers could not be followed");
  await keepBreakerOverrides(control).catch(report);
  return startKeepingBreakerOverrides(control, { every }, report);
}

function controlContext(
  store: SqliteStore,
  { gateway, routing, clients, breakers, pools, desk }: DataPlane,
  shedding: () => string | null,
  fileContent: RouteMapContent,
): ControlContext {
  const control: ControlContext = {
    store,
    nowMs: Date.now,
    active: () => routing.version,
    publish: (version) => routing.publish(version),
    admitClients: async () => clients.admit(await store.directory.clients()),
    breakers: () => breakerViews(routing, breakers),
    versionLoads: () => gateway.versionLoads(),
    closingProviders: () => pools.closing().map(({ provider }) => provider),
    overrideBreaker: (route, order, detail) => breakers.override(route, order, detail),
    ledger: () => store.ledgerFigures(),
    shedding,
    stageEvidence: (alias) => readGateReport(control, alias),
    contracts: { book: () => routing.contracts, publish: (book) => routing.publishContracts(book) },
    providers: desk,
    live: new LiveHub({ ...LIVE_HUB_DEFAULTS, firstId: Date.now() }),
    fileContent: () => fileContent,
    environment: routing.version.content.environment,
  };
  return control;
}

function breakerViews(routing: RoutingHost, breakers: BreakerRegistry): ReadonlyMap<string, BreakerView> {
  const aliases = Object.values(routing.version.content.aliases);
  const routes = new Set(aliases.flatMap((section) => Object.keys(section.routes)));
  return new Map([...routes].map((route) => [route, breakers.view(route)]));
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

function every(periodMs: number, run: () => void): { stop(): void } {
  const timer = setInterval(run, periodMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

function after(waitMs: number, run: () => void): () => void {
  const timer = setTimeout(run, waitMs);
  timer.unref();
  return () => clearTimeout(timer);
}
