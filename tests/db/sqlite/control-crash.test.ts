import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { testWorkersDir } from "../../support/build-workers";
import { tempDir, tempStore } from "../../support/temp-store";

const ROUNDS = 3;
const CHANGES_A_ROUND = 8;

/** The last change that was confirmed before the process was killed in the middle of the next ones. */
async function commitUntilKilled(file: string): Promise<number> {
  const child = spawn(process.execPath, [join(testWorkersDir, "crash-control.js"), file, testWorkersDir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  let text = "";
  for await (const chunk of child.stdout) {
    text += String(chunk);
    if (text.split("\n").length > CHANGES_A_ROUND) child.kill("SIGKILL");
  }
  await exited;
  return Number(text.trimEnd().split("\n").at(-1));
}

it(`kill -9 between changes of the control plane, ${ROUNDS} rounds: each is whole or absent, none that was confirmed is lost`, async () => {
  const file = join(tempDir(), "switchyard.db");
  let confirmed = 0;
  for (let round = 0; round < ROUNDS; round += 1) confirmed = await commitUntilKilled(file);
  const store = await tempStore({ file });
  const active = (await store.routeMap.activeNumber()) ?? 0;
  expect(confirmed).toBeGreaterThanOrEqual(ROUNDS * CHANGES_A_ROUND);
  expect(active).toBeGreaterThanOrEqual(confirmed);
  expect(active).toBeLessThanOrEqual(confirmed + 1);
  expect(await store.control.record("rollout", "counter")).toMatchObject({ revision: active, routeVersion: active });
  expect(await store.control.records({ kind: "rollout", states: ["completed"], limit: 1_000 })).toHaveLength(active);
  expect(await store.control.timeline({ limit: 1_000 })).toHaveLength(active);
  expect(await store.audit.verify()).toEqual({ rows: active, brokenAt: null });
  expect((await store.routeMap.versions(null, 1))[0]?.version).toBe(active);
});
