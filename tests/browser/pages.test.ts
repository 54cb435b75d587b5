import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser, type Screen, WatchedPage } from "../support/browser/console-browser";
import { ALIAS, type RunningConsole, startConsole } from "../support/browser/running-console";

const PAGES = [
  "/",
  "/aliases",
  `/aliases/${ALIAS}`,
  "/rollouts",
  "/approvals",
  "/requests",
  "/requests?kind=drill",
  "/drills",
  "/route-map",
  "/audit",
  "/settings",
  "/settings?section=recording",
];
const LOOKS: readonly { screen: Screen; scheme: "light" | "dark" }[] = [
  { screen: "desktop", scheme: "light" },
  { screen: "desktop", scheme: "dark" },
  { screen: "phone", scheme: "light" },
  { screen: "phone", scheme: "dark" },
];

let browser: Browser;
let server: RunningConsole;

beforeAll(async () => {
  browser = await launchBrowser();
  server = await startConsole();
  await server.callTimes(40, "web-app");
  server.primary.setFault("error_503", { share: 0.5 });
  await server.callTimes(30, "web-app");
  server.primary.setFault("healthy");
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

describe.each(LOOKS)("on a $screen, $scheme", ({ screen, scheme }) => {
  let watched: WatchedPage;

  beforeAll(async () => {
    watched = await WatchedPage.open(browser, screen, scheme);
    await watched.signIn(server.url, server.operator);
  });

  afterAll(() => watched.close());

  test.each(PAGES)("%s is accessible, fits the screen and leaves the console silent", async (path) => {
    await watched.page.goto(`${server.url}${path}`);
    await watched.page.getByRole("heading", { level: 1 }).waitFor();
    await watched.page.waitForLoadState("load");
    await watched.expectSound();
  });

  test("a request's waterfall opens from the list, has an address of its own and is sound", async () => {
    const { page } = watched;
    await page.goto(`${server.url}/requests`);
    await page.locator("tbody tr").first().click();
    await page.getByRole("dialog").waitFor();
    await watched.expectSound();
  });
});

test("a page without a session leads to the sign-in, which is sound", async () => {
  const watched = await WatchedPage.open(browser, "phone");
  await watched.page.goto(`${server.url}/aliases/${ALIAS}`);
  await watched.page.waitForURL(/\/sign-in/);
  expect(new URL(watched.page.url()).searchParams.get("next")).toBe(`/aliases/${ALIAS}`);
  await watched.expectSound();
  await watched.close();
});
