import { bootRuntime } from "./boot-runtime";
import { readServerConfig } from "./config";

export async function bootForNext(): Promise<void> {
  await bootRuntime(readServerConfig());
}
