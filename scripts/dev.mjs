import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root.mjs";
import { runMain, setUp } from "./setup.mjs";

const PATIENCE_MS = 2_000;

/**
 * The server with live reload: Next reloads the console by itself; a change in the gateway, the workers or `server.ts`
 * makes a new bundle and restarts the process. Ctrl-C stops both.
 */
await runMain(async () => {
  await setUp();
  // What is bundled here is not the production build that the stamp vouches for.
  rmSync(join(root, "dist", ".fingerprint"), { force: true });
  const { context } = await import("esbuild");
  const { bundleOptions } = await import("./bundles.mjs");
  /** @type {import("node:child_process").ChildProcess | null} */
  let server = null;
  const restart = async () => {
    if (server !== null) await stop(server);
    const env = { ...process.env, NODE_ENV: "development", NEXT_TELEMETRY_DISABLED: "1" };
    const args = ["--enable-source-maps", "dist/server.js", "--dev"];
    server = spawn(process.execPath, args, { cwd: root, env, stdio: "inherit" });
  };
  const bundler = await context({
    ...bundleOptions,
    absWorkingDir: root,
    plugins: [
      {
        name: "restart",
        setup: (watched) => {
          // esbuild waits for this before it builds again, so restarts never overlap.
          watched.onEnd((result) => (result.errors.length === 0 ? restart() : undefined));
        },
      },
    ],
  });
  await bundler.watch();
  await new Promise((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
  await bundler.dispose();
  if (server !== null) await stop(server);
});

/** Lets the server drain for a moment, then ends it: the port and the database must be free for the next one. */
async function stop(/** @type {import("node:child_process").ChildProcess} */ server) {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exited = once(server, "exit");
  server.kill("SIGTERM");
  const impatience = setTimeout(() => server.kill("SIGKILL"), PATIENCE_MS);
  await exited;
  clearTimeout(impatience);
}
