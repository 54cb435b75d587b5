import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser, type Screen, WatchedPage } from "../support/browser/console-browser";
import { ALIAS, type RunningConsole, startConsole } from "../support/browser/running-console";

/** From the press to the server's confirmation on screen. */
const ORDER_WITHIN_MS = 3_000;

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser.close());

describe.each<{ screen: Screen }>([{ screen: "desktop" }, { screen: "phone" }])("on a $screen", ({ screen }) => {
  let server: RunningConsole;
  let watched: WatchedPage;

  beforeAll(async () => {
    server = await startConsole();
    await server.callTimes(60, "staff-tools");
    await server.callTimes(60, "web-app");
    watched = await WatchedPage.open(browser, screen);
  });

  afterAll(async () => {
    await watched.close();
    await server.stop();
  });

  test("an operator signs in, sees traffic, shifts 10 %, sees it arrive, rolls back and finds it in the trail", async () => {
    const { page } = watched;
    await watched.signIn(server.url, server.operator);
    await page.getByRole("link", { name: ALIAS }).first().waitFor();
    await watched.expectSound();

    await page.getByRole("link", { name: ALIAS }).first().click();
    await page.getByRole("heading", { name: ALIAS }).waitFor();
    await page.getByText("120 in the last hour").first().waitFor();
    await watched.expectSound();

    await shiftInternalToTen(watched);
    await server.callTimes(600, "staff-tools");
    const actual = await actualShareOf(page, "internal");
    expect(actual).toBeGreaterThan(5);
    expect(actual).toBeLessThan(16);
    expect(server.secondary.callCount()).toBeGreaterThan(30);

    await rollBackInTwoActions(watched);
    const callsBefore = server.secondary.callCount();
    await server.callTimes(60, "staff-tools");
    expect(server.secondary.callCount()).toBe(callsBefore);

    await openAudit(page, screen);
    await page.locator("tr", { hasText: "alias.rolled_back" }).filter({ hasText: server.operator.email }).waitFor();
    await page.locator("tr", { hasText: "cohort.shifted" }).filter({ hasText: "Start with our own staff." }).waitFor();
    await watched.expectSound();
  });
});

async function shiftInternalToTen(watched: WatchedPage): Promise<void> {
  const { page } = watched;
  await page.getByRole("button", { name: "Shift…" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("internal · 0%").click();
  await dialog.getByRole("button", { name: "10%", exact: true }).click();
  await dialog.getByLabel("Reason").fill("Start with our own staff.");
  await watched.expectSound();
  await dialog.getByRole("button", { name: "Shift internal to 10%" }).click();
  await dialog.getByText("Shifted internal to 10% as v2").waitFor({ timeout: ORDER_WITHIN_MS });
  await dialog.getByRole("button", { name: "Close", exact: true }).last().click();
}

/** Presses the button of the page and the one of the dialog, no more; the focus is on the verb. */
async function rollBackInTwoActions(watched: WatchedPage): Promise<void> {
  const { page } = watched;
  await page.getByRole("button", { name: "Roll back to v1" }).click();
  const dialog = page.getByRole("dialog");
  const verb = dialog.getByRole("button", { name: "Roll back to v1" });
  await verb.waitFor();
  expect(await verb.evaluate((button) => button === document.activeElement)).toBe(true);
  await verb.click();
  await dialog.getByText("Rolled back to v1 as v3").waitFor({ timeout: ORDER_WITHIN_MS });
  await watched.expectSound();
  await dialog.getByRole("button", { name: "Close", exact: true }).last().click();
}

/** The measured share of a cohort, as the page shows it once it follows; waits for live updates, never reloads. */
async function actualShareOf(page: Page, cohort: string): Promise<number> {
  const row = page.getByRole("listitem").filter({ hasText: cohort }).filter({ hasText: "set 10%" });
  await expect.poll(() => row.first().textContent(), { timeout: 30_000 }).toMatch(/\d+(\.\d+)?%\s+set 10%/);
  // The figure grows steady with the calls; the last of them are shown within one refresh.
  let text: string | null = null;
  await expect
    .poll(
      async () => {
        const before = text;
        text = await row.first().textContent();
        return before === text && text !== null;
      },
      { timeout: 30_000, interval: 6_000 },
    )
    .toBe(true);
  return Number.parseFloat(/(\d+(?:\.\d+)?)%\s+set/.exec(text ?? "")?.[1] ?? "NaN");
}

async function openAudit(page: Page, screen: Screen): Promise<void> {
  if (screen === "phone") await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("link", { name: "Audit" }).click();
  await page.waitForURL(/\/audit/);
}
