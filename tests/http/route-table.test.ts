import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { POST as signIn } from "@/app/api/auth/sign-in/route";
import type { Role } from "@/lib/contract/common";
import { PERMISSIONS } from "@/lib/contract/permissions";
import { ROLES } from "@/lib/contract/roles";
import type { RouteContext, RouteHandler } from "@/lib/http/adapt";
import { ROUTE_TABLE, type TableRow } from "@/lib/http/route-table";
import { type BootedRuntime, bootForTest } from "../support/booted-runtime";
import { CONSOLE_ORIGIN, callApi, cookieOf } from "../support/call-api";
import { CANARY_SECRETS } from "../support/config-fixtures";
import { auditEntry } from "../support/store-fixtures";

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

/** What a hostile caller may try to be let in by, one trick at a time. The peer header is the listener's own to set. */
const FORGERIES: readonly Readonly<Record<string, string>>[] = [
  { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
  { "x-middleware-subrequest": "src/middleware:src/middleware:src/middleware:src/middleware:src/middleware" },
  { "x-forwarded-for": "127.0.0.1", "x-real-ip": "127.0.0.1", forwarded: "for=127.0.0.1;host=127.0.0.1:3000" },
  { "x-forwarded-host": "127.0.0.1:3000", "x-forwarded-proto": "https", "x-forwarded-port": "3000" },
  { "x-forwarded-user": "admin@example.com", "x-forwarded-email": "admin@example.com", "remote-user": "admin" },
  { "x-auth-request-email": "admin@example.com", "x-webauth-user": "admin@example.com", "x-user-roles": "admin" },
  { "x-original-url": "/api/health", "x-rewrite-url": "/api/health", "x-invoke-path": "/api/health" },
  { "x-matched-path": "/api/health", "x-nextjs-data": "1", rsc: "1", "next-router-prefetch": "1" },
  { "x-http-method-override": "GET", "x-method-override": "GET" },
  { "x-switchyard-path": "/sign-in", "x-nonce": "admin", "x-test-principal": "person:admin" },
  { cookie: "switchyard_session=admin; __Host-switchyard_session=admin; switchyard_sign_in=admin" },
];

/** Names nobody has, so that no row can change what the next one is asked with. */
const PARAMS = new Proxy(
  { alias: "support-summary-v3", version: "1", trace_id: "0123456789abcdef", kind: "audit" },
  {
    get: (known, name) => Reflect.get(known, name) ?? "nobody",
    has: () => true,
  },
);

/** Who calls, and the roles that count for them; null for nobody. */
interface Caller {
  readonly name: string;
  readonly roles: readonly Role[] | null;
  readonly headers: Readonly<Record<string, string>>;
}

const TOKEN_SECRET = (name: string) => `canary-matrix-token-${name}`;

describe("the role matrix", () => {
  let booted: BootedRuntime;
  const callers: Caller[] = [];
  let handlers: ReadonlyMap<string, RouteHandler>;

  async function signedIn(name: string): Promise<string> {
    const password = CANARY_SECRETS[`${name.toUpperCase()}_PASSWORD`];
    const body = { email: `${name}@example.com`, password };
    const response = await callApi(signIn, "POST", "/api/auth/sign-in", { body });
    expect(response.status).toBe(200);
    return cookieOf(response);
  }

  async function putToken(name: string, roles: readonly Role[], revokedAtMs: number | null): Promise<void> {
    const tokenHash = createHash("sha256").update(TOKEN_SECRET(name)).digest("hex");
    const record = { id: `matrix-${name}`, tokenHash, roles, revokedAtMs, madeAtMs: 0, madeBy: null };
    await booted.runtime.control.store.directory.putToken(record, auditEntry({ action: "token.created" }));
    const headers = { authorization: `Bearer ${TOKEN_SECRET(name)}` };
    callers.push({ name: `token of ${name}`, roles: revokedAtMs === null ? roles : null, headers });
  }

  beforeAll(async () => {
    booted = await bootForTest();
    callers.push({ name: "anonymous", roles: null, headers: {} });
    for (const role of ROLES) {
      const cookie = await signedIn(role);
      callers.push({ name: role, roles: [role], headers: { cookie } });
      for (const [index, forgery] of FORGERIES.entries()) {
        if (role === "viewer" && forgery.cookie === undefined) {
          callers.push({ name: `viewer with forgery ${index}`, roles: [role], headers: { cookie, ...forgery } });
        }
      }
      await putToken(role, [role], null);
    }
    await putToken("revoked", ["admin"], 1);
    await putToken("roleless", [], null);
    callers.push({
      name: "unknown token",
      roles: null,
      headers: { authorization: "Bearer canary-matrix-token-nobody" },
    });
    const admin = callers.find(({ name }) => name === "admin")?.headers ?? {};
    callers.push({
      name: "unknown token beside the cookie of an admin",
      roles: null,
      headers: { ...admin, authorization: "Bearer canary-matrix-token-nobody" },
    });
    callers.push({
      name: "client key",
      roles: null,
      headers: { authorization: `Bearer ${CANARY_SECRETS.WEB_APP_KEY}` },
    });
    for (const [index, headers] of FORGERIES.entries())
      callers.push({ name: `forgery ${index}`, roles: null, headers });
    const found = await findHandlers();
    handlers = new Map(found.map(({ name, handler }) => [name, handler as RouteHandler]));
  });
  afterAll(() => booted.close());

  /** 401 or 403 when refused at the door, "in" for whatever else the handler answered; 500 is never right. */
  async function verdictOn(row: TableRow, caller: Caller): Promise<string> {
    const handler = handlers.get(nameOf(row));
    if (handler === undefined) throw new Error(`${nameOf(row)} has no handler`);
    const abort = new AbortController();
    const path = row.path.replace(/\[(\w+)\]/g, (_whole, name: string) => String(Reflect.get(PARAMS, name)));
    const headers = new Headers({ origin: CONSOLE_ORIGIN, ...caller.headers });
    if (row.method !== "GET") headers.set("content-type", "application/json");
    const body = row.method === "GET" ? null : "{}";
    const request = new Request(CONSOLE_ORIGIN + path, { method: row.method, headers, body, signal: abort.signal });
    const names = [...row.path.matchAll(/\[(\w+)\]/g)].map(([, name]) => name ?? "");
    const params = Object.fromEntries(names.map((name) => [name, String(Reflect.get(PARAMS, name))]));
    const context: RouteContext = { params: Promise.resolve(params) };
    const response = await handler(request, context);
    abort.abort();
    await response.body?.cancel();
    return [401, 403, 500].includes(response.status) ? String(response.status) : "in";
  }

  function expectedOn(row: TableRow, { roles }: Caller): string {
    const permitted: "anyone" | readonly Role[] = PERMISSIONS[row.action];
    if (permitted === "anyone") return "in";
    if (roles === null) return "401";
    return roles.some((role) => permitted.includes(role)) ? "in" : "403";
  }

  // Signing out ends the sessions the other rows use, so it comes last, and there each session only once.
  const rows = ROUTE_TABLE.filter((row) => row.action !== "session.close");
  it.each(rows.map((row) => [nameOf(row), row] as const))(
    "%s lets in whom its action permits, and nobody else",
    async (_name, row) => {
      const verdicts: Record<string, string> = {};
      for (const caller of callers) verdicts[caller.name] = await verdictOn(row, caller);
      expect(verdicts).toEqual(Object.fromEntries(callers.map((caller) => [caller.name, expectedOn(row, caller)])));
    },
  );

  it("lets everybody who is somebody sign out", async () => {
    const signOut = ROUTE_TABLE.find((row) => row.action === "session.close");
    if (signOut === undefined) throw new Error("nobody can sign out");
    for (const caller of callers.filter(({ name }) => !name.startsWith("viewer with"))) {
      expect([caller.name, await verdictOn(signOut, caller)]).toEqual([caller.name, expectedOn(signOut, caller)]);
    }
  });

  it("covers every row with people and tokens of every role, nobody, and every forgery", () => {
    expect(callers.length).toBeGreaterThanOrEqual(2 * ROLES.length + 2 * FORGERIES.length);
    expect(rows.length).toBeGreaterThanOrEqual(21);
  });
});
