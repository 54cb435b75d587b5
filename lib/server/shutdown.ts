import type { Server } from "node:http";
import type { Runtime } from "./runtime";

const DRAIN_MS = 25_000;

/**
 * On the first of `signals`: refuse new requests at once, finish those taken in (25 s at most), write what is queued,
 * exit 0. A second signal ends the process without waiting.
 */
export function shutDownOn(signals: readonly NodeJS.Signals[], server: Server, runtime: Runtime): void {
  let isStopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (isStopping) process.exit(1);
    isStopping = true;
    runtime.log.info({ signal }, "draining");
    void drain(server, runtime).then(
      () => process.exit(0),
      (error: unknown) => {
        runtime.log.error({ err: error }, "the shutdown did not complete");
        process.exit(1);
      },
    );
  };
  for (const signal of signals) process.on(signal, stop);
}

async function drain(server: Server, runtime: Runtime): Promise<void> {
  runtime.drain();
  server.close();
  server.closeIdleConnections();
  const deadline = performance.now() + DRAIN_MS;
  while (runtime.gateway.inFlight > 0 && performance.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 20));
  await runtime.close();
}
