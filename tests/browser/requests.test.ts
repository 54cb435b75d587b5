import type { Browser } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { launchBrowser, WatchedPage } from "../support/browser/console-browser";
import { type RunningConsole, startConsole } from "../support/browser/running-console";

let browser: Browser;
let server: RunningConsole;
let watched: WatchedPage;

beforeAll(async () => {
  browser = await launchBrowser();
  server = await startConsole();
  await server.callTimes(20, "web-app");
  watched = await WatchedPage.open(browser, "desktop");
  await watched.signIn(server.url, server.operator);
});

beforeEach(async () => {
  await watched.page.goto(`${server.url}/requests`);
  await watched.page.locator("tbody tr").first().waitFor();
  // The rows come with the page; keys are heard once it runs, and then it is live too.
  await watched.page.getByText(/^Live, /).waitFor();
  await watched.page.mouse.move(0, 0);
});

afterAll(async () => {
  await watched.close();
  await browser.close();
  await server.stop();
});

const firstRow = () => watched.page.locator("tbody tr a").first().getAttribute("id");
const focusedId = () => watched.page.evaluate(() => document.activeElement?.id ?? "");

test("the list is read by keyboard alone: j walks, Enter opens, j shows the next, Escape gives the focus back", async () => {
  const { page } = watched;
  await page.keyboard.press("j");
  expect(await focusedId()).toBe(await firstRow());
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor();
  const openedFirst = new URL(page.url()).searchParams.get("req");
  await page.keyboard.press("j");
  await page.waitForURL((url) => url.searchParams.get("req") !== openedFirst);
  const shown = new URL(page.url()).searchParams.get("req");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.waitForFunction((id) => document.activeElement?.id === id, `request-${shown}`);
  await watched.expectSound();
});

test("rows stand still under the pointer while new requests are counted, until the reader asks for them", async () => {
  const { page } = watched;
  const before = await firstRow();
  await page.locator("tbody tr").nth(3).hover();
  await server.callTimes(3, "web-app");
  const waiting = page.getByRole("button", { name: /new requests?$/ });
  await waiting.waitFor();
  expect(await firstRow()).toBe(before);
  await waiting.click();
  await page.waitForFunction((id) => document.querySelector("tbody tr a")?.id !== id, before);
});

test("a filter is in the address, narrows the list, and the browser's way back undoes it", async () => {
  const { page } = watched;
  await page.getByLabel("State", { exact: true }).selectOption("failed");
  await page.waitForURL((url) => url.searchParams.get("state") === "failed");
  await page.getByText("No requests match state=failed in the last hour.").waitFor();
  await watched.expectSound();
  await page.goBack();
  await page.locator("tbody tr").first().waitFor();
  expect(new URL(page.url()).searchParams.has("state")).toBe(false);
});
