import type { BetterAuthOptions, DBAdapter } from "better-auth";
import { type DB, drizzleAdapter } from "better-auth/adapters/drizzle";
import { withHashedSessionTokens } from "./hashed-session-tokens";

const DAY_MS = 24 * 60 * 60 * 1_000;
/** A session ends this long after sign-in, whatever happens. */
const SESSION_ENDS_AFTER_MS = 7 * DAY_MS;

export interface IdentityOptions {
  /** The drizzle instance and tables better-auth reads and writes. */
  readonly database: DB;
  readonly tables: Readonly<Record<"user" | "session" | "account" | "verification", unknown>>;
  /** Signs session cookies. */
  readonly secret: string;
  /** Where browsers reach the console; an https one gets `__Host-` cookies. */
  readonly publicUrl: string;
  /** Wall clock in epoch milliseconds. */
  nowMs(): number;
}

/** What every way of signing in shares: where people and sessions are kept, and how the cookie that carries one is made. */
export function authOptions({ database, tables, secret, publicUrl }: IdentityOptions) {
  const isSecure = publicUrl.startsWith("https://");
  const attributes = { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure } as const;
  const drizzle = drizzleAdapter(database, { provider: "sqlite", schema: { ...tables } });
  return {
    appName: "Switchyard",
    baseURL: publicUrl,
    secret,
    database: (options: BetterAuthOptions): DBAdapter => withHashedSessionTokens(drizzle(options)),
    trustedOrigins: [publicUrl],
    session: {
      expiresIn: SESSION_ENDS_AFTER_MS / 1_000,
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
    },
    advanced: {
      // The library's own prefix would be `__Secure-`; `__Host-` also binds the cookie to this host and path.
      useSecureCookies: false,
      cookies: {
        session_token: { name: isSecure ? "__Host-switchyard_session" : "switchyard_session", attributes },
        oauth_state: { name: isSecure ? "__Host-switchyard_sign_in" : "switchyard_sign_in", attributes },
      },
      defaultCookieAttributes: attributes,
    },
    // Attempts are limited by SignInLimits, which also counts those that never reach the library.
    rateLimit: { enabled: false },
    logger: { disabled: true },
    telemetry: { enabled: false },
    experimental: { instrumentation: { enabled: false } },
  } as const satisfies BetterAuthOptions;
}
