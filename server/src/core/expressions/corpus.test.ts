import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { corpusFolder as corpus, hasCorpus, skipNote } from '../../../../test/corpus/folder.mjs';
import { collectReferences, parseTemplate, problemsOfCall, templateExprs, visitExpr } from './index.ts';

type Visit = (text: string, pointer: string) => void;

function* jsonFiles(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* jsonFiles(full);
    else if (/\.json$/i.test(entry.name)) yield full;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isDefinition(value: unknown): value is Record<string, unknown> {
  if (!isObject(value) || !/workflowdefinition/i.test(String(value.$schema))) return false;
  return isObject(value.triggers) || isObject(value.actions);
}

/**
 * Every string and key of a definition. A note on a step (`description`) is never evaluated, so it may
 * hold anything.
 */
function visitStrings(value: unknown, pointer: string, visit: Visit): void {
  if (typeof value === 'string') visit(value, pointer);
  else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) visitStrings(item, `${pointer}/${index}`, visit);
  } else if (isObject(value)) {
    for (const [key, item] of Object.entries(value)) {
      visit(key, `${pointer} key`);
      if (key !== 'description' || typeof value.type !== 'string')
        visitStrings(item, `${pointer}/${key}`, visit);
    }
  }
}

function visitDefinitions(value: unknown, pointer: string, visit: Visit): number {
  if (isDefinition(value)) {
    visitStrings(value, pointer, visit);
    return 1;
  }
  if (typeof value !== 'object' || value === null) return 0;
  let count = 0;
  for (const [key, item] of Object.entries(value))
    count += visitDefinitions(item, `${pointer}/${key}`, visit);
  return count;
}

describe('real flows', () => {
  it.skipIf(!hasCorpus)(
    `every expression of the corpus parses, and no call breaks the function table${skipNote}`,
    () => {
      let flows = 0;
      let expressions = 0;
      let calls = 0;
      let references = 0;
      // File, pointer and message only: the strings themselves may be secrets.
      const problems: string[] = [];
      const misused: string[] = [];
      for (const file of jsonFiles(corpus)) {
        let json: unknown;
        try {
          json = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
        } catch {
          continue;
        }
        flows += visitDefinitions(json, '', (text, pointer) => {
          const template = parseTemplate(text);
          for (const { message, span } of template.problems) {
            problems.push(`${path.relative(corpus, file)} ${pointer} ${span.start}-${span.end}: ${message}`);
          }
          for (const expr of templateExprs(template)) {
            expressions++;
            references += collectReferences(expr).length;
            visitExpr(expr, (node) => {
              if (node.kind !== 'call') return;
              calls++;
              for (const problem of problemsOfCall(node)) {
                if (problem.kind !== 'dateFormat')
                  misused.push(
                    `${path.relative(corpus, file)} ${pointer}: ${problem.kind} ${node.lowerName}`,
                  );
              }
            });
          }
        });
      }
      console.info(`${flows} flows, ${expressions} expressions, ${calls} calls, ${references} references`);
      expect(problems).toEqual([]);
      // The function table is right about names, numbers of arguments and types.
      expect(misused).toEqual([]);
      expect(flows).toBeGreaterThan(300);
      expect(expressions).toBeGreaterThan(10_000);
    },
  );
});
