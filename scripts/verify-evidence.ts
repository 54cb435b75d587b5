import { readFileSync } from "node:fs";
import { argv, exit, stderr, stdout } from "node:process";
import { checkEvidence } from "@/lib/control/evidence-manifest";

/**
 * `npm run verify:evidence FILE`: recomputes the SHA-256 manifest of an evidence pack. Exit status 0 when nothing was
 * changed, 1 with the names of the parts that were, 2 when the file cannot be read.
 */
function main(file: string | undefined): number {
  if (file === undefined) return cannot("Name the evidence pack: npm run verify:evidence FILE");
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return cannot(`${file} cannot be read`);
  }
  const check = checkEvidence(text);
  if (check.kind === "unreadable") return cannot(`${file} is no evidence pack: ${check.why}`);
  if (check.kind === "changed") {
    stderr.write(`${file}: changed since it was composed: ${check.parts.join(", ")}\n`);
    return 1;
  }
  const { runId, partCount, pack } = check;
  stdout.write(
    `${file}: whole, ${partCount} parts of run ${runId}\nsha256 ${pack}\nCompare it with the audit row drill.evidence_kept of that run.\n`,
  );
  return 0;
}

function cannot(why: string): number {
  stderr.write(`${why}\n`);
  return 2;
}

exit(main(argv[2]));
