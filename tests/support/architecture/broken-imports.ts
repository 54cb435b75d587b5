/** For every rule of `.dependency-cruiser.cjs`, the smallest tree that breaks it: proof that the rule can fail. */
export const BROKEN_IMPORTS: readonly { readonly rule: string; readonly files: Readonly<Record<string, string>> }[] = [
  {
    rule: "core-imports-only-core",
    files: { "lib/core/decide.ts": 'import "node:fs";\n' },
  },
  {
    rule: "contract-imports-only-core-and-zod",
    files: {
      "lib/contract/alias.ts": 'import type { Pool } from "@/lib/upstream/pool";\nexport type Alias = Pool;\n',
      "lib/upstream/pool.ts": "export type Pool = string;\n",
    },
  },
  {
    rule: "gateway-knows-no-control-plane",
    files: {
      "lib/gateway/handle.ts": 'import { pool } from "@/lib/upstream/pool";\nexport const used = pool;\n',
      "lib/upstream/pool.ts": 'import { open } from "@/db/open";\nexport const pool = open;\n',
      "db/open.ts": "export const open = 1;\n",
    },
  },
  {
    rule: "control-never-imports-gateway",
    files: {
      "lib/control/shift.ts": 'import { handle } from "@/lib/gateway/handle";\nexport const used = handle;\n',
      "lib/gateway/handle.ts": "export const handle = 1;\n",
    },
  },
  {
    rule: "db-imports-only-contract-and-core",
    files: {
      "db/store.ts": 'import { shift } from "@/lib/control/shift";\nexport const used = shift;\n',
      "lib/control/shift.ts": "export const shift = 1;\n",
    },
  },
  {
    rule: "only-db-touches-the-database",
    files: { "lib/control/shift.ts": 'import Database from "better-sqlite3";\nexport const used = Database;\n' },
  },
  {
    rule: "route-files-only-adapt",
    files: {
      "app/api/overview/route.ts": 'import { readOverview } from "@/lib/control/read-overview";\nreadOverview();\n',
      "lib/control/read-overview.ts": "export function readOverview() {}\n",
    },
  },
  {
    rule: "browser-never-reaches-the-server",
    files: {
      "components/panel.tsx": 'import { words } from "@/lib/client/words";\nexport const used = words;\n',
      "lib/client/words.ts": 'import type { Store } from "@/db/store";\nexport const words: Store = 1;\n',
      "db/store.ts": "export type Store = number;\n",
    },
  },
  {
    rule: "nothing-imports-the-composition-root",
    files: {
      "lib/http/adapt.ts": 'import { runtime } from "@/lib/server/runtime";\nexport const used = runtime;\n',
      "lib/server/runtime.ts": "export const runtime = 1;\n",
    },
  },
  {
    rule: "nothing-imports-tests",
    files: {
      "lib/core/decide.ts": 'import { sample } from "@/tests/support/sample";\nexport const used = sample;\n',
      "tests/support/sample.ts": "export const sample = 1;\n",
    },
  },
  {
    rule: "no-runtime-cycles",
    files: {
      "lib/core/left.ts": 'import { right } from "./right";\nexport const left = () => right;\n',
      "lib/core/right.ts": 'import { left } from "./left";\nexport const right = () => left;\n',
    },
  },
];
