// `npm run bench [speed|latency|streaming|open-streams|start] [--seconds N] [--repeats N] [--against REF]`: the figures of
// the project's bars, each as a comparison inside one interleaved run; `--against` puts the gateway of an earlier commit
// beside today's in the runs of speed. Load and mock provider share core 1, the system under test has
// core 0. Prints a table and writes bench/results/<name>.json.
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { measureLatency, measureThroughput } from "./load.mjs";
import { measureStart } from "./start.mjs";
import { measureOpenStreams, measureStreaming } from "./streams.mjs";
import { addEarlierVersion, SYSTEMS, startMock, startSystem } from "./systems.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: "string", default: "15" },
    repeats: { type: "string", default: "3" },
    against: { type: "string" },
  },
});
const seconds = Number(values.seconds);
const repeats = Number(values.repeats);
const WARM_UP_SECONDS = 5;
const STARTS = 5;
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Runs `measure` for each system in turn, `repeats` times over, so that a noisy minute hits them all. */
async function interleaved(names, mockOptions, measure) {
  const mock = await startMock(mockOptions);
  const found = Object.fromEntries(names.map((name) => [name, []]));
  try {
    for (let round = 0; round < repeats; round++) {
      for (const name of names) {
        const system = await startSystem(name, mock.url);
        try {
          await measureThroughput(system, WARM_UP_SECONDS);
          found[name].push(await measure(system));
        } finally {
          await system.stop();
        }
      }
    }
  } finally {
    await mock.stop();
  }
  return found;
}

function medians(found) {
  return Object.entries(found).map(([system, runs]) => {
    const figures = Object.fromEntries(Object.keys(runs[0]).map((key) => [key, median(runs.map((run) => run[key]))]));
    return { system, ...figures };
  });
}

const BENCHMARKS = {
  async speed() {
    const rows = medians(await interleaved(Object.keys(SYSTEMS), {}, (system) => measureThroughput(system, seconds)));
    const rate = (name) => rows.find((row) => row.system === name).requests_per_second;
    const switchyard = rate("switchyard");
    return {
      rows,
      ratios: {
        "switchyard / portkey (bar 6)": switchyard / rate("portkey"),
        "switchyard / pass-through by undici.request (bar 0.45)": switchyard / rate("pass-through-request"),
        "switchyard / pass-through by undici.dispatch": switchyard / rate("pass-through-dispatch"),
        ...(values.against && {
          [`switchyard / itself at ${values.against} (bar 0.9)`]: switchyard / rate(`switchyard@${values.against}`),
        }),
      },
    };
  },
  async latency() {
    const rows = medians(
      await interleaved(["direct", ...Object.keys(SYSTEMS)], { DELAY_MS: "20" }, (system) =>
        measureLatency(system, seconds),
      ),
    );
    const of = (name) => rows.find((row) => row.system === name);
    const added = (key) => of("switchyard")[key] - of("direct")[key];
    return { rows, ratios: { "added p50 ms (bar 2.5)": added("p50_ms"), "added p99 ms (bar 15)": added("p99_ms") } };
  },
  async streaming() {
    const rows = medians(
      await interleaved(["direct", ...Object.keys(SYSTEMS)], {}, async (system) => {
        // Whole answers have warmed up other code than streams run.
        await measureStreaming(system, 16, 8);
        return measureStreaming(system, 16, 8);
      }),
    );
    const of = (name) => rows.find((row) => row.system === name);
    return {
      rows,
      ratios: {
        "added time to first token p50 ms (bar 1.5)":
          of("switchyard").first_token_p50_ms - of("direct").first_token_p50_ms,
        "added chunk delay p50 ms (bar 0.2)": of("switchyard").chunk_delay_p50_ms - of("direct").chunk_delay_p50_ms,
      },
    };
  },
  async "open-streams"() {
    const rows = medians(
      await interleaved(["pass-through-dispatch", "switchyard"], { CHUNKS: "20", CHUNK_MS: "500" }, (system) =>
        measureOpenStreams(system, 1000),
      ),
    );
    return {
      rows,
      ratios: { "switchyard RSS MiB (bar 250)": rows.find((row) => row.system === "switchyard").rss_mib },
    };
  },
  async start() {
    const mock = await startMock({});
    const starts = [];
    try {
      while (starts.length < STARTS) starts.push(await measureStart(mock.url));
    } finally {
      await mock.stop();
    }
    const [medianStart] = medians({ switchyard: starts });
    return {
      repeats: STARTS,
      rows: [...starts.map((start) => ({ system: "switchyard", ...start })), { ...medianStart, system: "median" }],
      ratios: {
        "first start to first completion ms (bar 2000)": medianStart.first_start_ms,
        "restart to first completion ms (bar 2000)": medianStart.restart_ms,
      },
    };
  },
};

const chosen = positionals.length > 0 ? positionals : Object.keys(BENCHMARKS);
mkdirSync(new URL("results/", import.meta.url), { recursive: true });
for (const name of chosen) {
  if (!BENCHMARKS[name])
    throw new Error(`There is no benchmark "${name}". There are: ${Object.keys(BENCHMARKS).join(", ")}.`);
}
const removeEarlier = values.against ? await addEarlierVersion(values.against) : () => {};
try {
  for (const name of chosen) report(name, await BENCHMARKS[name]());
} finally {
  removeEarlier();
}

function report(name, result) {
  console.log(`\n${name}: medians of ${result.repeats ?? repeats} interleaved runs`);
  console.table(result.rows);
  console.table(result.ratios);
  const machine = { node: process.version, cpu: cpus()[0].model, cores: cpus().length };
  const file = new URL(`results/${name}.json`, import.meta.url);
  const run = { name, at: new Date().toISOString(), machine, seconds, repeats, ...result };
  writeFileSync(file, `${JSON.stringify(run, null, 2)}\n`);
}
