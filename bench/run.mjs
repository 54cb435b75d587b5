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
/** A shared machine's speed may double from one minute to the next, so systems take turns much shorter than that. */
const TURN_SECONDS = 1;
const TURNS = seconds / TURN_SECONDS;
const FIRST_PORT = 9101;
const STARTS = 5;
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const mediansOf = (figures) =>
  Object.fromEntries(Object.keys(figures[0]).map((key) => [key, median(figures.map((one) => one[key]))]));

/**
 * `repeats` rounds. In each, all systems are started and warmed up, and then loaded by turns, the others idle: `turns`
 * times, in an order that is reversed every time. Returns the medians of each system's turns, one for each round.
 */
async function interleaved(names, mockOptions, turns, measure) {
  const mock = await startMock(mockOptions);
  const found = Object.fromEntries(names.map((name) => [name, []]));
  try {
    for (let round = 0; round < repeats; round++) {
      const systems = [];
      try {
        for (const [place, name] of names.entries())
          systems.push(await startSystem(name, mock.url, FIRST_PORT + place));
        for (const system of systems) await measureThroughput(system, WARM_UP_SECONDS);
        const figures = new Map(systems.map((system) => [system, []]));
        for (let turn = 0; turn < turns; turn++)
          for (const system of turn % 2 === 0 ? systems : systems.toReversed())
            figures.get(system).push(await measure(system));
        for (const system of systems) found[system.name].push(mediansOf(figures.get(system)));
      } finally {
        for (const system of systems) await system.stop();
      }
    }
  } finally {
    await mock.stop();
  }
  return found;
}

/** Compares one figure of Switchyard with another system's within each round: the rounds are minutes apart. */
function compared(found, figure, other, compare) {
  const rounds = found.switchyard.map((own, round) => compare(own[figure], found[other][round][figure]));
  return { median: median(rounds), lowest: Math.min(...rounds), highest: Math.max(...rounds) };
}

const times = (own, other) => own / other;
const added = (own, other) => own - other;
const medians = (found) => Object.entries(found).map(([system, rounds]) => ({ system, ...mediansOf(rounds) }));

const BENCHMARKS = {
  async speed() {
    const found = await interleaved(Object.keys(SYSTEMS), {}, TURNS, (system) =>
      measureThroughput(system, TURN_SECONDS),
    );
    const over = (other) => compared(found, "requests_per_second", other, times);
    return {
      rows: medians(found),
      ratios: {
        "switchyard / portkey (bar 6)": over("portkey"),
        "switchyard / pass-through by undici.request (bar 0.45)": over("pass-through-request"),
        "switchyard / pass-through by undici.dispatch": over("pass-through-dispatch"),
        ...(values.against && {
          [`switchyard / itself at ${values.against} (bar 0.9)`]: over(`switchyard@${values.against}`),
        }),
      },
    };
  },
  async latency() {
    const found = await interleaved(["direct", ...Object.keys(SYSTEMS)], { DELAY_MS: "20" }, TURNS, (system) =>
      measureLatency(system, TURN_SECONDS),
    );
    return {
      rows: medians(found),
      ratios: {
        "added p50 ms (bar 2.5)": compared(found, "p50_ms", "direct", added),
        "added p99 ms (bar 15)": compared(found, "p99_ms", "direct", added),
      },
    };
  },
  async streaming() {
    const found = await interleaved(["direct", ...Object.keys(SYSTEMS)], {}, 1, async (system) => {
      // Whole answers have warmed up other code than streams run.
      await measureStreaming(system, 16, 8);
      return measureStreaming(system, 16, 8);
    });
    return {
      rows: medians(found),
      ratios: {
        "added time to first token p50 ms (bar 1.5)": compared(found, "first_token_p50_ms", "direct", added),
        "added chunk delay p50 ms (bar 0.2)": compared(found, "chunk_delay_p50_ms", "direct", added),
      },
    };
  },
  async "open-streams"() {
    const found = await interleaved(
      ["pass-through-dispatch", "switchyard"],
      { CHUNKS: "20", CHUNK_MS: "500" },
      1,
      (system) => measureOpenStreams(system, 1000),
    );
    const { rss_mib } = mediansOf(found.switchyard);
    return { rows: medians(found), ratios: { "switchyard RSS MiB (bar 250)": { median: rss_mib } } };
  },
  async start() {
    const mock = await startMock({});
    const starts = [];
    try {
      while (starts.length < STARTS) starts.push(await measureStart(mock.url));
    } finally {
      await mock.stop();
    }
    const medianStart = mediansOf(starts);
    return {
      repeats: STARTS,
      rows: [...starts.map((start) => ({ system: "switchyard", ...start })), { system: "median", ...medianStart }],
      ratios: {
        "first start to first completion ms (bar 2000)": { median: medianStart.first_start_ms },
        "restart to first completion ms (bar 2000)": { median: medianStart.restart_ms },
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
  console.table(result.rows.map(rounded));
  console.table(Object.fromEntries(Object.entries(result.ratios).map(([what, figures]) => [what, rounded(figures)])));
  const machine = { node: process.version, cpu: cpus()[0].model, cores: cpus().length };
  const file = new URL(`results/${name}.json`, import.meta.url);
  const run = { name, at: new Date().toISOString(), machine, seconds, repeats, ...result };
  writeFileSync(file, `${JSON.stringify(run, null, 2)}\n`);
}

function rounded(figures) {
  const round = (figure) => (typeof figure === "number" ? Math.round(figure * 1000) / 1000 : figure);
  return Object.fromEntries(Object.entries(figures).map(([key, figure]) => [key, round(figure)]));
}
