import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";

export interface SourceFile {
  /** Relative to the project. */
  readonly path: string;
  readonly text: string;
}

const GENERATED = /^db\/migrations\//;

/** The project's own source under the given folders (or files), generated files left out. */
export function projectFiles(project: string, roots: readonly string[]): SourceFile[] {
  return roots.flatMap((root) => {
    const absolute = join(project, root);
    if (!existsSync(absolute)) return [];
    if (statSync(absolute).isFile()) return [{ path: root, text: readFileSync(absolute, "utf8") }];
    return readdirSync(absolute, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs|js)$/.test(entry.name))
      .map((entry) => relative(project, join(entry.parentPath, entry.name)))
      .filter((path) => !GENERATED.test(path))
      .sort()
      .map((path) => ({ path, text: readFileSync(join(project, path), "utf8") }));
  });
}
