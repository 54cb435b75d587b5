import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root.mjs";

/**
 * SHA-256 over the names and contents of the given files and folders, and the Node version: equal means that what was
 * made from them is still right. Paths that do not exist count as empty, so adding one later changes the answer.
 *
 * @param {readonly string[]} paths relative to the checkout
 */
export function fingerprint(paths) {
  const hash = createHash("sha256").update(process.version);
  for (const path of paths) addPath(hash, path);
  return hash.digest("hex");
}

function addPath(/** @type {import("node:crypto").Hash} */ hash, /** @type {string} */ path) {
  const absolute = join(root, path);
  if (!existsSync(absolute)) return;
  if (!statSync(absolute).isDirectory()) {
    hash.update(`\0${path}\0`).update(readFileSync(absolute));
    return;
  }
  for (const name of readdirSync(absolute).sort()) addPath(hash, join(path, name));
}
