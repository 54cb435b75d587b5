import { argv, exit, stderr, stdout } from "node:process";
import { verifyAudit } from "@/db/queries/verify-audit";
import { openReader } from "@/db/sqlite/connection";
import { StoreError } from "@/db/store";
import { readServerConfig } from "@/lib/server/config";
import { StartupError } from "@/lib/server/startup-error";

/**
 * `npm run verify:audit [DATABASE]`: recomputes the hash chain of the audit trail from its first row, also beside a
 * running server. Exit status 0 with the number of rows, 1 with the first row that does not fit, 2 when it cannot be read.
 */
function main(named: string | undefined): number {
  const file = named ?? readServerConfig().databasePath;
  const db = openReader(file);
  try {
    const { rows, brokenAt } = verifyAudit(db);
    if (brokenAt === null) {
      stdout.write(`${file}: audit chain whole, ${rows} ${rows === 1 ? "row" : "rows"}\n`);
      return 0;
    }
    stderr.write(
      `${file}: audit chain broken at row ${brokenAt}: it was changed, removed or cut off. Rows before it that fit: ${rows}.\n`,
    );
    return 1;
  } finally {
    db.close();
  }
}

try {
  exit(main(argv[2]));
} catch (error) {
  if (!(error instanceof StoreError || error instanceof StartupError)) throw error;
  stderr.write(`${error.message}\n`);
  exit(2);
}
