import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./root.mjs";
import { runMain, SetupError } from "./setup.mjs";

/** The production server in this very process, so that a supervisor's signals reach it. */
await runMain(async () => {
  const server = join(root, "dist", "server.js");
  if (!existsSync(server)) throw new SetupError("There is no production build yet: run npm run build first.");
  process.env.NODE_ENV = "production";
  await import(pathToFileURL(server).href);
});
