import { expect, test } from "vitest";
import { launchBrowser, WatchedPage } from "../support/browser/console-browser";
import { startConsole } from "../support/browser/running-console";

test("a drill is started from the catalogue, seen to pass, and its evidence is there and printable", async () => {
  const browser = await launchBrowser();
  const server = await startConsole();
  const watched = await WatchedPage.open(browser, "desktop");
  const { page } = watched;
  await watched.signIn(server.url, server.operator);
  await page.goto(`${server.url}/drills`);
  await page.getByRole("button", { name: "Run drill: Primary success canary" }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Run drill on/ })
    .click();
  await page.waitForURL(/\/drills\/runs\//);
  await page.getByText("All 3 steps passed.").first().waitFor();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download evidence" }).click();
  expect((await download).suggestedFilename()).toMatch(/^evidence-primary-success-canary-/);
  await watched.expectSound();
  await page.getByRole("link", { name: "Open printable page" }).click();
  await page.getByRole("heading", { level: 1, name: /^Evidence: Primary success canary/ }).waitFor();
  await watched.expectSound();
  await watched.close();
  await browser.close();
  await server.stop();
}, 45_000);
