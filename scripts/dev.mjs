import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root.mjs";
import { runMain, setUp } from "./setup.mjs";

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
  const restart = () => {
    server?.kill("SIGTERM");
    const env = { ...process.env, NODE_ENV: "development", NEXT_TELEMETRY_DISABLED: "1" };
    const started = spawn(process.execPath, ["--enable-source-maps", "dist/server.js", "--dev"], {
      cwd: root,
      env,
      stdio: "inherit",
    });
    server = started;
  };
  const bundler = await context({
    ...bundleOptions,
    absWorkingDir: root,
    plugins: [
      {
        name: "restart",
        setup: (watched) => {
          watched.onEnd((result) => {
            if (result.errors.length === 0) restart();
          });
        },
      },
    ],
  });
  await bundler.watch();
  await new Promise((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
  server?.kill("SIGTERM");
  await bundler.dispose();
});
