import axe, { type AxeResults } from "axe-core";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { expect } from "vitest";

export const SCREENS = {
  desktop: { width: 1_440, height: 900 },
  phone: { width: 390, height: 844 },
} as const;

export type Screen = keyof typeof SCREENS;

const ARGUMENTS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Chromium with a fresh profile; `npm test` finds it and names it in the environment. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
    args: ARGUMENTS,
  });
}

/** A page that remembers everything that went wrong on it. */
export class WatchedPage {
  readonly #complaints: string[] = [];

  private constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
  ) {
    page.on("console", (message) => {
      const isComplaint = message.type() === "error" || message.type() === "warning";
      if (isComplaint) this.#complaints.push(`${message.type()}: ${message.text()} (${message.location().url})`);
    });
    page.on("pageerror", (error) => this.#complaints.push(`uncaught: ${error.message}`));
  }

  static async open(browser: Browser, screen: Screen, scheme: "light" | "dark" = "light"): Promise<WatchedPage> {
    const isPhone = screen === "phone";
    const context = await browser.newContext({
      viewport: SCREENS[screen],
      colorScheme: scheme,
      hasTouch: isPhone,
      reducedMotion: "reduce",
    });
    context.setDefaultTimeout(15_000);
    return new WatchedPage(await context.newPage(), context);
  }

  async signIn(url: string, person: { readonly email: string; readonly password: string }): Promise<void> {
    await this.page.goto(`${url}/sign-in`);
    await this.page.getByLabel("E-mail").fill(person.email);
    await this.page.getByRole("textbox", { name: "Password" }).fill(person.password);
    await this.page.getByRole("button", { name: "Sign in" }).click();
    await this.page.getByRole("main").waitFor();
    await this.page.waitForURL((address) => !address.pathname.startsWith("/sign-in"));
  }

  /** No rule of WCAG 2.2 AA broken, nothing wider than the screen, nothing on the console. */
  async expectSound(): Promise<void> {
    // Evaluated, not added as a script: the page's content policy stays as it is.
    await this.page.evaluate(axe.source);
    const results = (await this.page.evaluate(
      "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })",
    )) as AxeResults;
    const violations = results.violations.flatMap(({ id, help, nodes }) =>
      nodes.map((node) => `${id}: ${help} (${node.html.slice(0, 160)})`),
    );
    expect(violations, `axe on ${this.page.url()}`).toEqual([]);
    const overflow = await this.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, `sideways scrolling on ${this.page.url()}`).toBeLessThanOrEqual(0);
    expect(this.#complaints, `console of ${this.page.url()}`).toEqual([]);
  }

  async close(): Promise<void> {
    await this.context.close();
  }
}
