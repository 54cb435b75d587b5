import ts from "typescript";

export const LONGEST_FUNCTION_LINES = 60;

/** Names that bring a clock, chance, timers or I/O into code that is meant to be a function of its arguments. */
const IMPURE_NAMES = new Set([
  "fetch",
  "performance",
  "process",
  "crypto",
  "setTimeout",
  "setInterval",
  "setImmediate",
  "queueMicrotask",
  "globalThis",
]);
const IMPURE_MEMBERS = new Set(["Date.now", "Math.random"]);

/** What in this source is not pure and synchronous, each with its line and what to do. */
export function purityDefects(file: string, text: string): string[] {
  const source = parse(file, text);
  const defects: string[] = [];
  const note = (node: ts.Node, what: string) => defects.push(`${place(source, node)}: ${what}`);
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) && IMPURE_MEMBERS.has(node.getText(source))) {
      note(node, `${node.getText(source)} in the core; take nowMs or random as an argument`);
    }
    if (ts.isNewExpression(node) && node.expression.getText(source) === "Date" && !node.arguments?.length) {
      note(node, "new Date() in the core; take nowMs as an argument");
    }
    if (ts.isIdentifier(node) && IMPURE_NAMES.has(node.text) && isReference(node)) {
      note(node, `${node.text} in the core; return a decision and let the caller do the I/O`);
    }
    if (node.kind === ts.SyntaxKind.AsyncKeyword || ts.isAwaitExpression(node)) {
      note(node, "async in the core; return a value and let the caller wait");
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  for (const statement of source.statements) {
    if (ts.isVariableStatement(statement) && !(statement.declarationList.flags & ts.NodeFlags.Const)) {
      note(statement, "module-level let in the core; keep state in a value that is passed in and returned");
    }
  }
  return defects;
}

/** Reads of `process.env`, which only one module may do. */
export function environmentReads(file: string, text: string): string[] {
  const source = parse(file, text);
  const reads: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) && node.getText(source) === "process.env") {
      reads.push(
        `${place(source, node)}: reads the environment; add the variable to lib/server/config.ts and pass it on`,
      );
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return reads;
}

/** Functions longer than the cap. Those that contain JSX are markup, and exempt. */
export function longFunctions(file: string, text: string): string[] {
  const source = parse(file, text);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && "body" in node && node.body && !containsJsx(node)) {
      const lines = lineOf(source, node.end) - lineOf(source, node.getStart(source)) + 1;
      if (lines > LONGEST_FUNCTION_LINES) {
        found.push(`${place(source, node)}: a function of ${lines} lines; name its parts and split it`);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** True when the source declares a function or class, so that there is something a test could find wrong. */
export function hasLogic(file: string, text: string): boolean {
  return parse(file, text).statements.some(
    (statement) =>
      ts.isFunctionDeclaration(statement) ||
      ts.isClassDeclaration(statement) ||
      (ts.isVariableStatement(statement) &&
        statement.declarationList.declarations.some(
          ({ initializer }) => initializer && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer)),
        )),
  );
}

/** Several rules look at the same file, which is parsed once. */
const parsed = new Map<string, ts.SourceFile>();

function parse(file: string, text: string): ts.SourceFile {
  const known = parsed.get(file);
  if (known?.text === text) return known;
  const kind = file.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true, kind);
  parsed.set(file, source);
  return source;
}

/** Not a property, parameter or type that merely has the name. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  return ts.isCallExpression(parent) || ts.isVariableDeclaration(parent) || ts.isElementAccessExpression(parent);
}

function containsJsx(node: ts.Node): boolean {
  if (ts.isJsxElement(node) || ts.isJsxSelfClosingElement(node) || ts.isJsxFragment(node)) return true;
  return ts.forEachChild(node, containsJsx) ?? false;
}

function place(source: ts.SourceFile, node: ts.Node): string {
  return `${source.fileName}:${lineOf(source, node.getStart(source))}`;
}

function lineOf(source: ts.SourceFile, position: number): number {
  return source.getLineAndCharacterOfPosition(position).line + 1;
}
