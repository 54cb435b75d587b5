import { betterAuth } from "better-auth/minimal";
import { genericOAuth } from "better-auth/plugins/generic-oauth";
import type { Role } from "@/lib/contract/common";
import type { OidcSettings, SsoRefusal } from "@/lib/contract/sign-in-settings";
import { AppError } from "@/lib/http/errors";
import { authOptions, type IdentityOptions } from "./auth-options";

const PROVIDER = "oidc";
/** An issuer that does not answer is asked again no sooner than this. */
const ASK_AGAIN_AFTER_MS = 5_000;
const ISSUER_ANSWERS_WITHIN_MS = 10_000;

export interface SingleSignOnOptions extends IdentityOptions {
  readonly oidc: OidcSettings;
  /** Somebody nobody added is about to be added with these roles; rejects to keep them out. */
  beforeAdding(email: string, roles: readonly Role[]): Promise<void>;
}

/** Where the browser goes next, and the cookies it takes along. */
export interface SignInStep {
  readonly location: string;
  readonly setCookies: readonly string[];
}

export type SignInEnd =
  | ({ readonly kind: "signed_in" } & SignInStep)
  | { readonly kind: "refused"; readonly why: SsoRefusal; readonly setCookies: readonly string[] };

/** Signing in with an OpenID Connect issuer. */
export interface SingleSignOn {
  readonly label: string;
  readonly issuer: string;
  /** The way to the issuer; `next` is a path of this console to come back to. Throws `AppError` unavailable. */
  start(next: string): Promise<SignInStep>;
  /** Takes the issuer's answer. The cookies of `signed_in` carry the session. Throws `AppError` unavailable. */
  finish(url: URL, cookie: string | null): Promise<SignInEnd>;
}

/**
 * Authorization code flow with PKCE, a state bound to the browser by an encrypted cookie, and a nonce bound into an ID
 * token that is verified with the issuer's keys. The issuer's tokens are used once and not kept. The issuer is asked
 * for its addresses at the first sign-in, so that one that is down keeps nobody from starting the server.
 */
export function createSingleSignOn(options: SingleSignOnOptions): SingleSignOn {
  const { oidc, publicUrl, nowMs } = options;
  let ready: Promise<Auth> | null = null;
  let failedAtMs = Number.NEGATIVE_INFINITY;

  async function auth(): Promise<Auth> {
    if (nowMs() - failedAtMs < ASK_AGAIN_AFTER_MS) throw unreachable(oidc);
    ready ??= connect(options);
    try {
      return await ready;
    } catch (error) {
      ready = null;
      failedAtMs = nowMs();
      throw error;
    }
  }

  return {
    label: oidc.label,
    issuer: oidc.issuer,
    async start(next) {
      const { api } = await auth();
      const body = {
        provider: PROVIDER,
        callbackURL: publicUrl + next,
        errorCallbackURL: `${publicUrl}/sign-in`,
        disableRedirect: true,
      };
      const { response, headers } = await api.signInSocial({ body, returnHeaders: true });
      if (response.url === undefined) throw unreachable(oidc);
      return { location: response.url, setCookies: headers.getSetCookie() };
    },
    async finish(url, cookie) {
      const { api } = await auth();
      const answer = await within(
        api.callbackOAuth({
          method: "GET",
          params: { id: PROVIDER },
          query: Object.fromEntries(url.searchParams),
          headers: new Headers(cookie === null ? {} : { cookie }),
          asResponse: true,
        }),
        oidc,
      );
      const setCookies = answer.headers.getSetCookie();
      const location = new URL(answer.headers.get("location") ?? "/sign-in?error=interrupted", publicUrl);
      const error = location.pathname === "/sign-in" ? (location.searchParams.get("error") ?? "interrupted") : null;
      if (answer.status === 302 && error === null && location.origin === publicUrl) {
        return { kind: "signed_in", location: location.pathname + location.search + location.hash, setCookies };
      }
      return { kind: "refused", why: refusalOf(error), setCookies };
    },
  };
}

type Auth = ReturnType<typeof createAuth>;

/** Throws `AppError` unavailable unless the issuer described itself, under its own name and with keys to check by. */
async function connect(options: SingleSignOnOptions): Promise<Auth> {
  const auth = createAuth(options);
  const context = await within(auth.$context, options.oidc);
  const provider = context.socialProviders.find(({ id }) => id === PROVIDER);
  if (provider?.issuer?.replace(/\/+$/, "") !== options.oidc.issuer) throw unreachable(options.oidc);
  return auth;
}

function createAuth({ oidc, beforeAdding, ...options }: SingleSignOnOptions) {
  return betterAuth({
    ...authOptions(options),
    onAPIError: { errorURL: `${options.publicUrl}/sign-in` },
    account: {
      storeStateStrategy: "cookie",
      updateAccountOnSignIn: false,
      accountLinking: { enabled: true, trustedProviders: [] },
    },
    user: {
      additionalFields: {
        roles: { type: "string", required: false },
        disabled: { type: "boolean", required: false },
      },
      validateUserInfo: async ({ source }) => {
        const profile = source.oauth?.profile ?? {};
        const why = refusalOfProfile(oidc, profile, source.action === "create-user");
        return why === null ? undefined : { error: why };
      },
    },
    databaseHooks: {
      user: {
        create: {
          before: async (user) => {
            const roles = "roles" in user && typeof user.roles === "string" ? user.roles : "[]";
            await beforeAdding(user.email, JSON.parse(roles));
            return { data: { ...user, name: user.name || user.email, image: null, disabled: false } };
          },
        },
      },
      account: {
        create: {
          before: async (account) => ({
            data: { ...account, accessToken: null, refreshToken: null, idToken: null, scope: null },
          }),
        },
      },
    },
    plugins: [
      genericOAuth({
        config: [
          {
            providerId: PROVIDER,
            discoveryUrl: `${oidc.issuer}/.well-known/openid-configuration`,
            requireIdTokenVerification: true,
            clientId: oidc.client_id,
            clientSecret: oidc.client_secret,
            scopes: ["openid", "email", "profile"],
            pkce: true,
            mapProfileToUser: (profile) => ({ roles: JSON.stringify(rolesOf(oidc, profile)) }),
          },
        ],
      }),
    ],
  });
}

/** Why somebody whom the issuer vouches for may not come in; null when they may. */
function refusalOfProfile(
  oidc: OidcSettings,
  profile: Readonly<Record<string, unknown>>,
  isUnknown: boolean,
): SsoRefusal | null {
  const { email, email_verified: isVerified } = profile;
  if (typeof email !== "string" || (isVerified !== true && isVerified !== "true")) return "email_not_verified";
  const domain = email.slice(email.lastIndexOf("@") + 1).toLowerCase();
  if (oidc.allowed_domains.length > 0 && !oidc.allowed_domains.includes(domain)) return "domain";
  return isUnknown && rolesOf(oidc, profile).length === 0 ? "unknown_person" : null;
}

/** The roles of somebody nobody added. */
function rolesOf({ role_claim, unknown_people }: OidcSettings, profile: Readonly<Record<string, unknown>>): Role[] {
  const claimed = role_claim === null ? [] : [profile[role_claim.claim]].flat();
  const mapped = claimed.flatMap((value) => {
    const isKnown = role_claim !== null && typeof value === "string" && Object.hasOwn(role_claim.roles, value);
    const role = isKnown ? role_claim.roles[value] : undefined;
    return role === undefined ? [] : [role];
  });
  if (mapped.length > 0) return [...new Set(mapped)];
  return unknown_people === "viewer" ? ["viewer"] : [];
}

function refusalOf(code: string | null): SsoRefusal {
  return code === "unknown_person" || code === "email_not_verified" || code === "domain" ? code : "interrupted";
}

async function within<T>(work: Promise<T>, oidc: OidcSettings): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(unreachable(oidc)), ISSUER_ANSWERS_WITHIN_MS);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

function unreachable({ issuer }: OidcSettings): AppError {
  return new AppError(
    "unavailable",
    `${issuer} does not answer as an OpenID Connect issuer; try again, or use a password.`,
    {
      retryAfterSeconds: ASK_AGAIN_AFTER_MS / 1_000,
    },
  );
}
