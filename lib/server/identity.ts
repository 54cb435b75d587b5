import { betterAuth } from "better-auth/minimal";
import { z } from "zod";
import { Role } from "@/lib/contract/common";
import type { PersonDefinition } from "@/lib/contract/config-file";
import type { Principal } from "@/lib/contract/session";
import { authOptions, type IdentityOptions } from "./auth-options";
import type { PeopleDirectory } from "./people-directory";
import { SignInLimits } from "./sign-in-limits";

const DAY_MS = 24 * 60 * 60 * 1_000;
/** A session ends this long after it was last used. */
const SESSION_IDLE_MS = DAY_MS / 2;
/** "Last used" is written at most this often. */
const TOUCH_EVERY_MS = 5 * 60 * 1_000;

/** A started session: whose it is and the cookies that carry it. */
export interface OpenedSession {
  readonly principal: Principal;
  readonly setCookies: readonly string[];
  /** Ends it again, for a sign-in that could not be recorded. */
  end(): Promise<void>;
}

/**
 * People and their sessions, on better-auth: e-mail and password, sessions in the database and looked up there on
 * every request, so that a revocation counts at once. Only what is exported here can be reached; none of the
 * library's own URL handlers is mounted, nobody can sign up, and no telemetry leaves.
 */
export function createIdentity(options: IdentityOptions) {
  const auth = createAuth(options);

  /** The person behind the session cookie; null when there is none, or it ended, idled out, or the person is disabled. */
  async function sessionPrincipal(headers: Headers): Promise<Principal | null> {
    const cookie = headers.get("cookie");
    if (cookie === null) return null;
    const found = await auth.api.getSession({ headers: new Headers({ cookie }) });
    if (found === null) return null;
    const { session, user } = found;
    const idleMs = options.nowMs() - session.updatedAt.getTime();
    const isOver = idleMs > SESSION_IDLE_MS || options.nowMs() >= session.expiresAt.getTime();
    const { internalAdapter } = await auth.$context;
    if (isOver || user.disabled) {
      await internalAdapter.deleteSession(session.token);
      return null;
    }
    if (idleMs > TOUCH_EVERY_MS) {
      await internalAdapter.updateSession(session.token, { updatedAt: new Date(options.nowMs()) });
    }
    return principalOfUser(user);
  }

  /** Checks a password and opens a new session; null for a wrong password, an unknown or a disabled person alike. */
  async function openSession(email: string, password: string, userAgent: string | null): Promise<OpenedSession | null> {
    const headers = new Headers(userAgent === null ? {} : { "user-agent": userAgent.slice(0, 200) });
    const answer = await auth.api
      .signInEmail({ body: { email, password }, headers, returnHeaders: true })
      .catch((error: unknown) => {
        if (isWrongCredentials(error)) return null;
        throw error;
      });
    if (answer === null) return null;
    const { internalAdapter } = await auth.$context;
    const end = () => internalAdapter.deleteSession(answer.response.token);
    const user = await internalAdapter.findUserByEmail(email);
    if (user === null || principalIsDisabled(user.user)) {
      await end();
      return null;
    }
    await forgetEndedSessions(auth, options.nowMs());
    return { principal: principalOfUser(user.user), setCookies: answer.headers.getSetCookie(), end };
  }

  return {
    sessionPrincipal,
    openSession,
    /** Ends the session of the cookie in the database; returns the cookies that clear it. */
    closeSession: (headers: Headers) => closeSession(auth, headers),
    isKnown: (email: string) => isKnown(auth, email),
    /** Slow on purpose; call it through `limits.hashing`. */
    hashPassword: (text: string) => hashPassword(auth, text),
    people: peopleOf(auth),
    limits: new SignInLimits(),
  };
}

export type Identity = ReturnType<typeof createIdentity>;

function createAuth(options: IdentityOptions) {
  return betterAuth({
    ...authOptions(options),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 8, maxPasswordLength: 256 },
    user: {
      additionalFields: {
        roles: { type: "string", required: true, input: false },
        disabled: { type: "boolean", required: false, input: false },
      },
    },
    plugins: [],
  });
}

type Auth = ReturnType<typeof createAuth>;

async function closeSession(auth: Auth, headers: Headers): Promise<readonly string[]> {
  const cookie = headers.get("cookie") ?? "";
  const answer = await auth.api.signOut({ headers: new Headers({ cookie }), returnHeaders: true });
  return answer.headers.getSetCookie();
}

async function isKnown(auth: Auth, email: string): Promise<boolean> {
  const { internalAdapter } = await auth.$context;
  return (await internalAdapter.findUserByEmail(email)) !== null;
}

async function hashPassword(auth: Auth, text: string): Promise<string> {
  const { password } = await auth.$context;
  return password.hash(text);
}

/** Sessions nobody closed would pile up; each sign-in clears away those that ended. */
async function forgetEndedSessions(auth: Auth, nowMs: number): Promise<void> {
  const { adapter } = await auth.$context;
  const where = [{ field: "expiresAt", operator: "lt", value: new Date(nowMs) } as const];
  await adapter.deleteMany({ model: "session", where });
}

function peopleOf(auth: Auth): PeopleDirectory {
  return {
    async list() {
      const { internalAdapter } = await auth.$context;
      const users = await internalAdapter.listUsers(10_000);
      return users.map((user) => ({ email: user.email, roles: rolesOf(user) }));
    },
    async create(person: PersonDefinition) {
      const { internalAdapter, password } = await auth.$context;
      const hash = person.password === null ? null : await password.hash(person.password);
      const user = await internalAdapter.createUser(
        {
          email: person.email,
          name: person.name ?? person.email,
          emailVerified: true,
          roles: JSON.stringify(person.roles),
          disabled: false,
        },
        { method: "email-password" },
      );
      if (hash === null) return;
      await internalAdapter.linkAccount({
        userId: user.id,
        accountId: user.id,
        providerId: "credential",
        password: hash,
      });
    },
  };
}

const StoredRoles = z.array(Role);

/** Roles are JSON text in the person's row. Unreadable ones grant nothing. */
function rolesOf(user: object): Role[] {
  const text = "roles" in user && typeof user.roles === "string" ? user.roles : "[]";
  try {
    return StoredRoles.parse(JSON.parse(text));
  } catch {
    return [];
  }
}

function principalIsDisabled(user: object): boolean {
  return "disabled" in user && user.disabled === true;
}

function principalOfUser(user: { id: string; name: string; email: string }): Principal {
  return { kind: "person", id: user.id, name: user.name, email: user.email, roles: rolesOf(user) };
}

function isWrongCredentials(error: unknown): boolean {
  return error instanceof Error && "statusCode" in error && error.statusCode === 401;
}
