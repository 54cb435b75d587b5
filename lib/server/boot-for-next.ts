import { readServerConfig } from "./config";
import { bootRuntime } from "./runtime";

export async function bootForNext(): Promise<void> {
  await bootRuntime(readServerConfig());
}
