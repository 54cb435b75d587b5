import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser, WatchedPage } from "../support/browser/console-browser";
import { ALIAS, type RunningConsole, startConsole } from "../support/browser/running-console";

/** Two people in two browsers: one asks, one decides, and the machine takes back what turns out to be broken. */

const TRAFFIC_FOLLOWS_WITHIN_MS = 1_000;
const MACHINE_ACTS_WITHIN_MS = 30_000;

const SHIFT = `/api/aliases/${ALIAS}/shift`;

let browser: Browser;
let server: RunningConsole;
let operator: WatchedPage;
let approver: WatchedPage;
let admin: WatchedPage;

beforeAll(async () => {
  browser = await launchBrowser();
  server = await startConsole();
  operator = await WatchedPage.open(browser, "desktop");
  approver = await WatchedPage.open(browser, "phone");
  admin = await WatchedPage.open(browser, "desktop", "dark");
  await operator.signIn(server.url, server.operator);
  await approver.signIn(server.url, server.approver);
  await admin.signIn(server.url, server.admin);
  await exposeGeneralToFive();
  await server.callTimes(240, "web-app");
  await server.callTimes(120, "staff-tools");
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

test("two who shift at once: the second is told of the first one's change before and after the press", async () => {
  const { page } = operator;
  const seen = await activeVersion();
  await page.goto(`${server.url}/aliases/${ALIAS}`);
  await page.getByRole("button", { name: "Shift…" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "50%", exact: true }).click();
  expect((await post(operator, SHIFT, { cohort: "internal", percent: 95, reason: "a little less" })).status).toBe(200);
  await dialog.getByText("The route map changed while this was open.").waitFor();
  await dialog.getByRole("button", { name: "Look at the new version" }).waitFor();
  const lost = await post(operator, SHIFT, { cohort: "internal", percent: 50, reason: "much less" }, seen);
  expect(lost.status).toBe(412);
  expect(lost.body.error?.message).toContain("internal 100% → 95%");
});

test("an approver who lost the role meanwhile decides nothing, and is told who can", async () => {
  const asked = await post(operator, SHIFT, { cohort: "general", percent: 10, reason: "more" });
  const path = `/approvals/${asked.body.approval_id}`;
  // In a window of its own: the browser notes a refused call on its console.
  const demoted = await WatchedPage.open(browser, "desktop", "dark");
  const { page } = demoted;
  await demoted.signIn(server.url, server.approver);
  await page.goto(`${server.url}${path}`);
  await page.getByRole("button", { name: "Approve shift to 10%" }).waitFor();
  await demoted.expectSound();
  await giveRoles(["viewer"]);
  // Losing a role ends every session of the person, so the press leads to the sign-in.
  await page.getByRole("button", { name: "Approve shift to 10%" }).click();
  await page.waitForURL(/\/sign-in/);
  await demoted.signIn(server.url, server.approver);
  await page.goto(`${server.url}${path}`);
  await page.getByText("Approvers can decide on approvals. You are a viewer.").waitFor();
  expect((await post(demoted, `/api${path}/approve`, {})).status).toBe(403);
  await demoted.close();
  await giveRoles(["approver"]);
  await approver.close();
  approver = await WatchedPage.open(browser, "phone");
  await approver.signIn(server.url, server.approver);
});

test("a rejection says why to whoever asked", async () => {
  const { page } = approver;
  await page.goto(`${server.url}/approvals`);
  await page.getByRole("link", { name: /from 5% to 10%/ }).click();
  await page.getByLabel("Reason").fill("Not before the review.");
  await page.getByRole("button", { name: "Reject" }).click();
  await page.getByText("Kim Osei rejected: Not before the review.").first().waitFor();
  await approver.expectSound();
});

test("what was asked for on another version is void, and the screen says what moved", async () => {
  const asked = await post(operator, SHIFT, { cohort: "general", percent: 10, reason: "more" });
  const path = `/approvals/${asked.body.approval_id}`;
  await approver.page.goto(`${server.url}${path}`);
  await approver.page.getByRole("button", { name: "Approve shift to 10%" }).waitFor();
  await post(operator, SHIFT, { cohort: "internal", percent: 90, reason: "less of staff" });
  const stale = await post(approver, `/api${path}/approve`, {});
  expect(stale.status).toBe(409);
  expect(stale.body.error?.message).toMatch(/void|voided/);
  await approver.page.getByText(/Void, because what it was bound to moved: .*is active instead of/).waitFor();
  expect(await approver.page.getByRole("button", { name: "Approve shift to 10%" }).count()).toBe(0);
  await approver.expectSound();
});

test("asked in one browser, decided in the other on frozen evidence, once; traffic follows", async () => {
  const path = await askForTwentyFive(operator.page);
  await operator.page.getByText("You asked for this yourself; somebody else").waitFor();
  expect(await operator.page.getByRole("button", { name: "Approve shift to 25%" }).count()).toBe(0);
  await operator.expectSound();
  const own = await post(operator, `/api${path}/approve`, {});
  expect(own.status).toBe(403);

  const { page } = approver;
  await page.goto(`${server.url}/approvals`);
  await page.getByRole("heading", { name: "1 approval is waiting" }).waitFor();
  await page.getByRole("link", { name: /Shift general .* from 5% to 25%/ }).click();
  await page.getByRole("heading", { name: "Sam Rivera asks: general 5% → 25%" }).waitFor();
  await page.getByText("The evidence in full").waitFor();
  await page.getByText("What does the evidence not cover?").waitFor();
  const keep = page.getByRole("link", { name: "Keep at 5%" });
  await keep.waitFor();
  expect(await keep.evaluate((link) => link === document.activeElement)).toBe(true);
  await approver.expectSound();

  const before = await activeVersion();
  await page.getByRole("button", { name: "Approve shift to 25%" }).dblclick();
  await page
    .getByText(/Kim Osei approved: /)
    .first()
    .waitFor();
  expect(await activeVersion()).toBe(before + 1);
  const again = await post(approver, `/api${path}/approve`, {});
  expect(again.status).toBe(409);
  expect(again.body.error?.message).toContain("approved by you");
  expect(await activeVersion()).toBe(before + 1);
  await approver.expectSound();

  const startedMs = performance.now();
  const share = await canaryShareOf(400);
  expect(share.firstMs - startedMs).toBeLessThan(TRAFFIC_FOLLOWS_WITHIN_MS);
  expect(share.percent).toBeGreaterThan(17);
  expect(share.percent).toBeLessThan(33);
});

test("a fault on the canary is taken back by the machine, the checks turn green, and the timeline tells it", async () => {
  const { page } = operator;
  await page.goto(`${server.url}/rollouts`);
  await page
    .getByRole("link", { name: new RegExp(ALIAS) })
    .first()
    .click();
  await page.getByRole("heading", { name: `Rollout ${ALIAS}.` }).waitFor();
  await page.getByRole("button", { name: "Pause rollout" }).waitFor();
  await operator.expectSound();

  server.secondary.setFault("error_500");
  const deadline = performance.now() + MACHINE_ACTS_WITHIN_MS;
  const isBack = async () => (await page.getByText(/Rolled back from/).count()) > 0;
  while (!(await isBack()) && performance.now() < deadline) await server.callTimes(12, "web-app");
  await page
    .getByText(/Rolled back from/)
    .first()
    .waitFor({ timeout: 5_000 });
  await page
    .getByText(/Rolled back by the machine: /)
    .first()
    .waitFor();
  await page
    .getByText(/Kim Osei approved: /)
    .first()
    .waitFor();
  await page
    .getByText(/Sam Rivera asks: /)
    .first()
    .waitFor();
  await operator.expectSound();

  const callsBefore = server.secondary.callCount();
  await page.getByRole("link", { name: "Open the verification" }).click();
  await page.getByRole("heading", { level: 1, name: new RegExp(ALIAS) }).waitFor();
  await server.callTimes(120, "web-app");
  expect(server.secondary.callCount()).toBe(callsBefore);
  await page.getByText("Verified", { exact: true }).first().waitFor({ timeout: MACHINE_ACTS_WITHIN_MS });
  await operator.expectSound();
});

/** Everything before the story: staff on the canary, and 5 % of customers, asked for and approved. */
async function exposeGeneralToFive(): Promise<void> {
  expect((await post(operator, SHIFT, { cohort: "internal", percent: 100, reason: "staff first" })).status).toBe(200);
  await server.callTimes(24, "staff-tools");
  const asked = await post(operator, SHIFT, { cohort: "general", percent: 5, reason: "staff saw nothing" });
  expect(asked.status, JSON.stringify(asked.body)).toBe(202);
  const approved = await post(approver, `/api/approvals/${asked.body.approval_id}/approve`, {});
  expect(approved.status, JSON.stringify(approved.body)).toBe(200);
}

/** Asks through the dialog of the alias page, which says before the press that an approver decides. */
async function askForTwentyFive(page: Page): Promise<string> {
  await page.goto(`${server.url}/aliases/${ALIAS}`);
  await page.getByRole("button", { name: "Shift…" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("general · 5%").click();
  await dialog.getByRole("button", { name: "25%", exact: true }).click();
  await dialog.getByText("This needs an approval.").waitFor();
  await dialog.getByLabel("Reason").fill("5% held up for a while.");
  await dialog.getByRole("button", { name: "Ask to shift general to 25%" }).click();
  await dialog.getByRole("link", { name: /Open approval \d+/ }).click();
  await page.waitForURL(/\/approvals\/\d+/);
  return new URL(page.url()).pathname;
}

/** The share of new callers that reach the canary, and when the first of them did. */
async function canaryShareOf(calls: number): Promise<{ readonly percent: number; readonly firstMs: number }> {
  const before = server.secondary.callCount();
  await server.callTimes(12, "web-app");
  const firstMs = performance.now();
  await server.callTimes(calls - 12, "web-app");
  return { percent: ((server.secondary.callCount() - before) / calls) * 100, firstMs };
}

/** What an admin makes of the approver. */
async function giveRoles(roles: readonly string[]): Promise<void> {
  const list = await (await admin.page.request.get(`${server.url}/api/people`)).json();
  const { id } = list.people.find((one: { email: string }) => one.email === server.approver.email);
  const answer = await post(admin, `/api/people/${id}/roles`, { roles, reason: "the rota changed" });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}

async function activeVersion(): Promise<number> {
  const response = await operator.page.request.get(`${server.url}/api/session`);
  return (await response.json()).active_version;
}

interface Answer {
  readonly status: number;
  readonly body: { readonly approval_id?: string; readonly error?: { readonly message: string } };
}

/** One call of the console API as the person signed in to this browser, on the active version unless told otherwise. */
async function post({ page }: WatchedPage, path: string, body: object, onVersion?: number): Promise<Answer> {
  const baseVersion = onVersion ?? (await activeVersion());
  const response = await page.request.post(`${server.url}${path}`, {
    data: body,
    headers: { origin: server.url, "if-match": `"${baseVersion}"` },
  });
  return { status: response.status(), body: await response.json() };
}
