import pino, { type DestinationStream, type Logger } from "pino";
import type { Redactor } from "../core/redact";

/**
 * The process's log: JSON lines on standard output. Every line passes the redactor as a whole, so that a secret is
 * removed wherever in a message or error it stands. Headers and bodies are never logged.
 */
export function createLog(
  level: string,
  redact: Redactor,
  destination: DestinationStream = pino.destination(1),
): Logger {
  // The redactor writes a JSON text anew, without the line break that ends it.
  const streamWrite = (line: string) => `${redact(line).trimEnd()}\n`;
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, hooks: { streamWrite } }, destination);
}
