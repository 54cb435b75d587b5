import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { runStep } from "./run-step.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC_PATHS = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];
const PLAYWRIGHT_BINARIES = [
  "chrome-linux64/chrome",
  "chrome-linux/chrome",
  "chrome-mac/Chromium.app/Contents/MacOS/Chromium",
  "chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing",
  "chrome-win64/chrome.exe",
];

/**
 * Path of a Chromium to test with: `CHROMIUM_PATH`, one of the system, one Playwright keeps; as root on Debian the
 * `chromium` package is installed. Null when there is none to be had.
 *
 * @returns {Promise<string | null>}
 */
export async function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) return existsSync(named) ? named : null;
  return installedChromium() ?? (await installFromDebian());
}

function installedChromium() {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const system = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...system, ...MAC_PATHS, ...playwrightPaths()].find((path) => existsSync(path)) ?? null;
}

/** Newest build first. */
function playwrightPaths() {
  const caches = [
    process.env.PLAYWRIGHT_BROWSERS_PATH,
    join(homedir(), ".cache", "ms-playwright"),
    join(homedir(), "Library", "Caches", "ms-playwright"),
  ];
  return caches.flatMap((cache) => {
    if (!cache || !existsSync(cache)) return [];
    const builds = readdirSync(cache).filter((name) => /^chromium-\d+$/.test(name));
    builds.sort((left, right) => Number(right.slice(9)) - Number(left.slice(9)));
    return builds.flatMap((build) => PLAYWRIGHT_BINARIES.map((binary) => join(cache, build, binary)));
  });
}

async function installFromDebian() {
  if (!existsSync("/etc/debian_version") || process.getuid?.() !== 0) return null;
  console.log("Installing the Debian package chromium for the browser tests.");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await runStep("update the package list", "apt-get", ["update"], { env });
  await runStep("install chromium", "apt-get", ["install", "-y", "--no-install-recommends", "chromium"], { env });
  return installedChromium();
}
