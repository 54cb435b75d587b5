import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { seededRandom } from "@/lib/upstream/simulated-provider/seeded-random";
import { startFaultControl } from "@/lib/upstream/simulated-provider/start-fault-control";
import {
  type SimulatedProvider,
  startSimulatedProvider,
} from "@/lib/upstream/simulated-provider/start-simulated-provider";
import { demoConfigYaml, drawDemoSecrets } from "./demo-world/demo-config";
import { ANSWER_TOKENS, DEMO_MODELS, DEMO_PROVIDERS } from "./demo-world/demo-plan";
import { startLiveTraffic } from "./demo-world/live-traffic";
import { runLiveWeather } from "./demo-world/live-weather";
import { seedHistory } from "./demo-world/seed-history";

/**
 * Everything around the gateway that the demo needs: providers, configuration, a past, and callers. Started by
 * `scripts/demo.mjs` with an empty folder; says `prepared` over the message channel, then waits for `go` with the
 * address of the running gateway. Ends when the channel closes.
 */
async function main(folder: string): Promise<void> {
  const secrets = drawDemoSecrets();
  const providers = await startProviders(secrets.providerKey);
  const control = await startFaultControl(providers);
  const urls = new Map([...providers].map(([id, provider]) => [id, provider.url]));
  const configPath = join(folder, "switchyard.yaml");
  writeFileSync(configPath, demoConfigYaml(secrets, urls), { mode: 0o600 });
  const databasePath = join(folder, "switchyard.db");
  const requests = await seedHistory({ dataDir: folder, configPath, databasePath, nowMs: Date.now() });
  process.send?.({
    type: "prepared",
    requests,
    people: secrets.people,
    demoKey: secrets.clientKeys.get("demo"),
    controlUrl: control.url,
  });
  process.once("disconnect", () => process.exit(0));
  process.on("message", (message: { type: string; baseUrl: string }) => {
    if (message.type !== "go") return;
    const random = seededRandom(Date.now());
    startLiveTraffic({ baseUrl: message.baseUrl, clientKeys: secrets.clientKeys, random });
    for (const [id, provider] of providers) void runLiveWeather(id, provider, random);
  });
}

async function startProviders(apiKey: string): Promise<ReadonlyMap<string, SimulatedProvider>> {
  const started = await Promise.all(
    DEMO_PROVIDERS.map(async ({ id, flavour, seed }) => {
      const models = DEMO_MODELS.filter(({ provider }) => provider === id);
      const provider = await startSimulatedProvider({
        seed,
        flavour,
        apiKey,
        tokenCount: ANSWER_TOKENS,
        idPrefix: `${flavour}${Date.now().toString(36)}`,
        models: models.map(({ model }) => model),
        latencyByModel: Object.fromEntries(models.map(({ model, latency }) => [model, latency])),
      });
      return [id, provider] as const;
    }),
  );
  return new Map(started);
}

const [, , folder] = process.argv;
if (folder === undefined) throw new Error("Name the folder the demo may write to");
await main(folder);
