// Reads of plain objects whose key may be any text. What every object inherits (`constructor`, `__proto__`) answers to them.

import path from 'node:path';
import {
  type Expression,
  isAsExpression,
  isBinaryExpression,
  isElementAccessExpression,
  isForInStatement,
  isIdentifier,
  isNonNullExpression,
  isParenthesizedExpression,
  type Node,
  type SourceFile,
  SyntaxKind,
} from 'typescript/unstable/ast';
import { API, type Checker, type Type, TypeFlags, type UnionType } from 'typescript/unstable/sync';
import { repoRoot } from './sources.ts';

interface Read {
  readonly file: string;
  readonly source: SourceFile;
  readonly node: Node;
  readonly key: Expression;
}

/** Types of keys that may be any text, or something that the type checker does not know. */
const OPEN =
  TypeFlags.Any |
  TypeFlags.Unknown |
  TypeFlags.String |
  TypeFlags.TemplateLiteral |
  TypeFlags.StringMapping |
  TypeFlags.TypeParameter |
  TypeFlags.Index |
  TypeFlags.IndexedAccess;

/**
 * The reads of a project (folder with a `tsconfig.json`) whose key may be any text, one line each: `table[key]`,
 * `key in table`, `for (key in table)`, keys that a cast narrows, and library calls that build an object with such keys.
 * `isMeant`: which of its files count, relative to the repository.
 */
export function openKeys(projects: readonly string[], isMeant: (file: string) => boolean): string[] {
  const api = new API({ cwd: repoRoot });
  try {
    const openProjects = projects.map((folder) => path.join(repoRoot, folder, 'tsconfig.json'));
    const found = new Set<string>();
    for (const { program, checker } of api.updateSnapshot({ openProjects }).getProjects()) {
      for (const name of program.getSourceFileNames()) {
        const file = path.relative(repoRoot, name).replaceAll('\\', '/');
        const source = isMeant(file) ? program.getSourceFile(name) : undefined;
        if (source === undefined) continue;
        for (const line of openIn(file, source, checker)) found.add(line);
      }
    }
    return [...found].sort();
  } finally {
    api.close();
  }
}

function openIn(file: string, source: SourceFile, checker: Checker): string[] {
  const reads: Read[] = [];
  const always: Node[] = [];
  const visit = (node: Node): undefined => {
    const key = keyOf(node);
    if (key !== undefined) {
      if (isAsExpression(bare(key))) always.push(node);
      else reads.push({ file, source, node, key });
    }
    // jsonc-parser assigns every key of the text to a plain object.
    if (isForInStatement(node) || (isIdentifier(node) && node.text === 'getNodeValue')) always.push(node);
    node.forEachChild(visit);
    return undefined;
  };
  visit(source);
  const types = checker.getTypeAtLocation(reads.map((one) => one.key));
  const open = reads.filter((_, index) => isOpen(types[index])).map((one) => one.node);
  return [...always, ...open].map((node) => {
    const text = source.text.slice(node.pos, node.end).trim();
    const line = source.text.slice(0, node.end - text.length).split('\n').length;
    return `${file}:${line}: ${text.replace(/\s+/g, ' ').slice(0, 80)}`;
  });
}

function keyOf(node: Node): Expression | undefined {
  if (isElementAccessExpression(node)) return node.argumentExpression;
  if (!isBinaryExpression(node)) return undefined;
  const { operatorToken, left } = node;
  return operatorToken.kind === SyntaxKind.InKeyword ? left : undefined;
}

/** Without parentheses and `!`. */
function bare(expression: Expression): Expression {
  let inner = expression;
  while (isParenthesizedExpression(inner) || isNonNullExpression(inner)) inner = inner.expression;
  return inner;
}

function isOpen(type: Type | undefined): boolean {
  if (type === undefined) return true;
  if ((type.flags & TypeFlags.Union) === 0) return (type.flags & OPEN) !== 0;
  return (type as UnionType).getTypes().some((one) => (one.flags & OPEN) !== 0);
}
