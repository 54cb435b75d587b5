import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { POST as signIn } from "@/app/api/auth/sign-in/route";
import { ROLES } from "@/lib/contract/common";
import { PERMISSIONS } from "@/lib/contract/permissions";
import type { RouteContext, RouteHandler } from "@/lib/http/adapt";
import { ROUTE_TABLE, type TableRow } from "@/lib/http/route-table";
import { type BootedRuntime, bootForTest } from "../support/booted-runtime";
import { CONSOLE_ORIGIN, callApi, cookieOf } from "../support/call-api";
import { CANARY_SECRETS } from "../support/config-fixtures";

const APP = join(import.meta.dirname, "..", "..", "app");
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/** The gateway: guarded by client keys, tested in tests/gateway. */
const NOT_THE_CONSOLE = /^\/v1\//;

interface FoundHandler {
  readonly name: string;
  readonly handler: Partial<RouteHandler>;
}

/** Every exported method of every `route.ts` of the console, named as the table names it. */
async function findHandlers(): Promise<FoundHandler[]> {
  const files = readdirSync(APP, { recursive: true, encoding: "utf8" }).filter((file) =>
    /(^|\/)route\.tsx?$/.test(file),
  );
  const found = await Promise.all(
    files.map(async (file) => {
      const path = `/${file.replace(/\/?route\.tsx?$/, "").replace(/\([^)]*\)\//g, "")}`;
      if (NOT_THE_CONSOLE.test(path)) return [];
      const module: Readonly<Record<string, RouteHandler>> = await import(join(APP, file));
      return METHODS.flatMap((method) => {
        const handler = module[method];
        return handler === undefined ? [] : [{ name: `${method} ${path}`, handler }];
      });
    }),
  );
  return found.flat();
}

const nameOf = ({ method, path }: TableRow) => `${method} ${path}`;

describe("the route table", () => {
  it("names every console handler, and nothing else", async () => {
    const found = (await findHandlers()).map(({ name }) => name);
    const listed = ROUTE_TABLE.map(nameOf);
    const missing = found.filter((name) => !listed.includes(name));
    const gone = listed.filter((name) => !found.includes(name));
    expect(missing, "Add a row with its action to lib/http/route-table.ts, so that the role matrix tests it").toEqual(
      [],
    );
    expect(gone, "Remove these rows from lib/http/route-table.ts: no route.ts exports them").toEqual([]);
    expect(listed).toHaveLength(new Set(listed).size);
  });

  it("agrees with each handler about its action", async () => {
    for (const { name, handler } of await findHandlers()) {
      const row = ROUTE_TABLE.find((candidate) => nameOf(candidate) === name);
      expect(
        handler.action,
        `${name}: make it with adapt or adaptRaw of lib/server/api, with the action of its row`,
      ).toBe(row?.action);
    }
  });
});

type Caller = (typeof ROLES)[number] | "token" | "anonymous" | "unknown token" | "forged headers";
const CALLERS: readonly Caller[] = [...ROLES, "token", "anonymous", "unknown token", "forged headers"];

/** What a hostile caller may try to be let in by. */
const FORGED = {
  "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy",
  "x-forwarded-for": "127.0.0.1",
  "x-forwarded-host": "127.0.0.1:3000",
  "x-forwarded-user": "admin@example.com",
  "x-http-method-override": "GET",
  "x-original-url": "/api/health",
  "x-test-principal": "person:admin",
  cookie: "switchyard_session=admin; __Host-switchyard_session=admin",
};

const PARAMS = { alias: "support-summary-v3", version: "1", trace_id: "0123456789abcdef" };

describe("the role matrix", () => {
  let booted: BootedRuntime;
  const cookies = new Map<Caller, string>();
  let handlers: ReadonlyMap<string, RouteHandler>;

  beforeAll(async () => {
    booted = await bootForTest();
    for (const role of ROLES) {
      const password = CANARY_SECRETS[`${role.toUpperCase()}_PASSWORD`];
      const body = { email: `${role}@example.com`, password };
      const response = await callApi(signIn, "POST", "/api/auth/sign-in", { body });
      expect(response.status).toBe(200);
      cookies.set(role, cookieOf(response));
    }
    const found = await findHandlers();
    handlers = new Map(found.map(({ name, handler }) => [name, handler as RouteHandler]));
  });
  afterAll(() => booted.close());

  function headersOf(caller: Caller): Record<string, string> {
    if (caller === "token") return { authorization: `Bearer ${CANARY_SECRETS.OPS_BOT_TOKEN}` };
    if (caller === "unknown token") return { authorization: "Bearer canary-ops-bot-token-6f20c4d9" };
    if (caller === "forged headers") return FORGED;
    const cookie = cookies.get(caller);
    return cookie === undefined ? {} : { cookie };
  }

  /** 401 or 403 when refused at the door, else whatever the handler answered. */
  async function statusFor(row: TableRow, caller: Caller): Promise<number> {
    const handler = handlers.get(nameOf(row));
    if (handler === undefined) throw new Error(`${nameOf(row)} has no handler`);
    const abort = new AbortController();
    const path = row.path.replace(/\[(\w+)\]/g, (_whole, name: keyof typeof PARAMS) => PARAMS[name]);
    const headers = new Headers({ origin: CONSOLE_ORIGIN, ...headersOf(caller) });
    if (row.method !== "GET") headers.set("content-type", "application/json");
    const body = row.method === "GET" ? null : "{}";
    const request = new Request(CONSOLE_ORIGIN + path, { method: row.method, headers, body, signal: abort.signal });
    const context: RouteContext = { params: Promise.resolve(PARAMS) };
    const response = await handler(request, context);
    abort.abort();
    await response.body?.cancel();
    return response.status;
  }

  function isAllowed(row: TableRow, caller: Caller): boolean {
    const permitted: "anyone" | readonly string[] = PERMISSIONS[row.action];
    if (permitted === "anyone") return true;
    // The token of the fixture carries the role operator.
    return permitted.includes(caller === "token" ? "operator" : caller);
  }

  // Signing out ends the sessions the other rows use, so it comes last.
  const rows = [...ROUTE_TABLE].sort(
    (a, b) => Number(a.action === "session.close") - Number(b.action === "session.close"),
  );
  it.each(rows.flatMap((row) => CALLERS.map((caller) => [nameOf(row), caller, row] as const)))(
    "%s by %s",
    async (_name, caller, row) => {
      const status = await statusFor(row, caller);
      const isSomebody = caller === "token" || cookies.has(caller);
      if (isAllowed(row, caller)) expect([401, 403]).not.toContain(status);
      else expect(status).toBe(isSomebody ? 403 : 401);
      expect(status).not.toBe(500);
    },
  );

  it("covers every caller on every row", () => {
    expect(rows.length * CALLERS.length).toBeGreaterThanOrEqual(21 * 8);
  });
});
