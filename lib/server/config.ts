import { env } from "node:process";
import { z } from "zod";
import { StartupError } from "./startup-error";

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

/** What the environment settles; everything else is in `switchyard.yaml`. */
export interface ServerConfig {
  readonly port: number;
  readonly host: string;
  readonly configPath: string;
  /** Path of the SQLite file. */
  readonly databasePath: string;
  readonly dataDir: string;
  /** The master secret when the environment gives one; else it is kept in the data directory. */
  readonly secret: string | null;
  /** Where browsers reach the console, without a trailing slash. */
  readonly publicUrl: string;
  /** Origins from which a signed-in browser may send changes. */
  readonly trustedOrigins: ReadonlySet<string>;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  readonly isProduction: boolean;
}

const Port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .pipe(z.number().max(65_535));

const Environment = z.object({
  PORT: Port.prefault("3000"),
  HOST: z.string().min(1).max(253).default("127.0.0.1"),
  SWITCHYARD_CONFIG: z.string().min(1).default("./switchyard.yaml"),
  DATABASE_URL: z
    .string()
    .regex(/^file:.+/)
    .default("file:.data/switchyard.db"),
  SWITCHYARD_DATA_DIR: z.string().min(1).default(".data"),
  SWITCHYARD_SECRET: z.string().min(32).max(1_024).optional(),
  SWITCHYARD_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS).default("info"),
  NODE_ENV: z.string().default("development"),
});

type VariableName = keyof z.infer<typeof Environment>;

/** What each variable takes, for the one line an operator gets. */
const ALLOWED: Readonly<Record<VariableName, string>> = {
  PORT: "a port number from 0 to 65535",
  HOST: "a host name or address",
  SWITCHYARD_CONFIG: "the path of a configuration file",
  DATABASE_URL: "file:PATH (this build keeps its records in SQLite)",
  SWITCHYARD_DATA_DIR: "the path of a directory",
  SWITCHYARD_SECRET: "32 to 1024 characters",
  SWITCHYARD_PUBLIC_URL: "an http(s) URL without a path, such as https://switchyard.example.com",
  LOG_LEVEL: `one of ${LOG_LEVELS.join(", ")}`,
  NODE_ENV: "text",
};

/** The console's curl examples keep a client key in it; set in the same shell it must not stop a start. */
const VARIABLE_OF_CALLERS = "SWITCHYARD_KEY";

/**
 * Reads and checks the environment. An empty variable counts as not set. Throws `StartupError` that names the first
 * bad or unknown `SWITCHYARD_` variable and never its value.
 */
export function readServerConfig(variables: Readonly<Record<string, string | undefined>> = env): ServerConfig {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ""),
  );
  const unknown = Object.keys(given).find(
    (name) => name.startsWith("SWITCHYARD_") && name !== VARIABLE_OF_CALLERS && !(name in ALLOWED),
  );
  if (unknown !== undefined) {
    const known = Object.keys(ALLOWED).filter((name) => name.startsWith("SWITCHYARD_"));
    throw new StartupError(`${unknown} is not a variable Switchyard knows; it reads ${known.join(", ")}.`);
  }
  const parsed = Environment.safeParse(given);
  if (!parsed.success) throw badVariable(parsed.error.issues[0]?.path[0]);
  const values = parsed.data;
  const publicUrl = originOf(values.SWITCHYARD_PUBLIC_URL) ?? defaultPublicUrl(values.HOST, values.PORT);
  return {
    port: values.PORT,
    host: values.HOST,
    configPath: values.SWITCHYARD_CONFIG,
    databasePath: values.DATABASE_URL.slice("file:".length),
    dataDir: values.SWITCHYARD_DATA_DIR,
    secret: values.SWITCHYARD_SECRET ?? null,
    publicUrl,
    trustedOrigins: trustedOriginsOf(publicUrl),
    logLevel: values.LOG_LEVEL,
    isProduction: values.NODE_ENV === "production",
  };
}

/** Looks up a variable for `${NAME}` in the configuration file. */
export function environmentVariable(name: string): string | undefined {
  return env[name];
}

function badVariable(name: PropertyKey | undefined): StartupError {
  const known = (Object.keys(ALLOWED) as VariableName[]).find((variable) => variable === name);
  return new StartupError(known === undefined ? "The environment is not valid." : `${known} takes ${ALLOWED[known]}.`);
}

function originOf(publicUrl: string | undefined): string | null {
  if (publicUrl === undefined) return null;
  const url = new URL(publicUrl);
  if (url.pathname !== "/" || url.search !== "" || url.hash !== "" || url.username !== "") {
    throw badVariable("SWITCHYARD_PUBLIC_URL");
  }
  return url.origin;
}

function defaultPublicUrl(host: string, port: number): string {
  const isWildcard = host === "0.0.0.0" || host === "::";
  const name = isWildcard ? "localhost" : host.includes(":") ? `[${host}]` : host;
  return new URL(`http://${name}:${port}`).origin;
}

const LOOPBACK_NAMES = ["localhost", "127.0.0.1", "[::1]"];

/** On loopback a browser may use any name of this machine; elsewhere only the public address. */
function trustedOriginsOf(publicUrl: string): ReadonlySet<string> {
  const { protocol, hostname, port } = new URL(publicUrl);
  if (!LOOPBACK_NAMES.includes(hostname)) return new Set([publicUrl]);
  return new Set(LOOPBACK_NAMES.map((name) => new URL(`${protocol}//${name}${port === "" ? "" : `:${port}`}`).origin));
}
