import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** Absolute path of the checkout. Written for any Node that can load modules: the version check comes later. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));
