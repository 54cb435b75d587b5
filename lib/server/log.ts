import pino, { type Logger } from "pino";
import type { Redactor } from "../core/redact";

/**
 * The process's log: JSON lines on standard output. Every line passes the redactor as a whole, so that a secret is
 * removed wherever in a message or error it stands. Headers and bodies are never logged.
 */
export function createLog(level: string, redact: Redactor): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    hooks: { streamWrite: redact },
  });
}
