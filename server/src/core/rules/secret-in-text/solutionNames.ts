import { parseJson } from '../../json/parse.ts';
import { pointerOf } from '../../json/pointer.ts';
import type { SecretMatch } from '../../secrets/detect/types.ts';
import type { SolutionModel } from '../../solution/index.ts';
import { yamlLetters } from '../../text/bareLetters.ts';
import type { Span } from '../../text/span.ts';
import { secretsInName } from './flowNames.ts';

/** The part of the rule that reads names in the JSON and YAML files of a solution. */

/** A name that holds a secret, in a file beside the flows. */
export interface FileNameLeak {
  readonly uri: string;
  readonly span: Span;
  readonly match: SecretMatch;
  /** `the key "abc_Url"`. */
  readonly where: string;
  /** Tells it from others in its file. */
  readonly key: string;
}

/** Values have rules of their own. */
export function leaksInSolutionNames(solution: SolutionModel): FileNameLeak[] {
  const leaks: FileNameLeak[] = [];
  const values = new Set<string>();
  for (const { values: own } of solution.environmentVariables)
    for (const { value } of own) if (value !== undefined) values.add(`${value.uri} ${value.span.start}`);
  const settings = new Set(solution.deploymentSettings.map((one) => one.uri));
  for (const [uri, text] of solution.texts) {
    if (/\.json$/i.test(uri)) inJson(uri, text, settings.has(uri), values, leaks);
    else if (/\.yml$/i.test(uri)) inLines(uri, text, leaks);
  }
  return leaks;
}

function inJson(
  uri: string,
  text: string,
  isSettings: boolean,
  values: ReadonlySet<string>,
  leaks: FileNameLeak[],
): void {
  if (secretsInName(text).length === 0 && !text.includes('\\')) return;
  const tree = parseJson(text);
  for (let node = 0; node < tree.count; node++) {
    if (tree.hasKey(node)) {
      const key = tree.key(node);
      for (const match of secretsInName(key)) {
        const span = tree.spanInKey(node, match.span);
        leaks.push({ uri, span, match, where: `the key "${key}"`, key: `key ${pointerOf(tree, node)}` });
      }
    }
    // In settings all strings are values; the rule about them tells them.
    if (isSettings || !tree.isString(node)) continue;
    const value = tree.string(node);
    for (const match of secretsInName(value)) {
      const span = tree.spanInString(node, match.span);
      if (values.has(`${uri} ${tree.spanInString(node, { start: 0, end: value.length }).start}`)) continue;
      const where = tree.hasKey(node) ? `"${tree.key(node)}"` : 'a text';
      leaks.push({ uri, span, match, where, key: `text ${pointerOf(tree, node)}` });
    }
  }
}

function inLines(uri: string, text: string, leaks: FileNameLeak[]): void {
  let at = 0;
  for (const line of text.split('\n')) {
    const bare = yamlLetters(line);
    for (const match of secretsInName(bare.text)) {
      const { start, end } = bare.spanOf(match.span);
      const span = { start: at + start, end: at + end };
      const key = `line ${bare.text.slice(0, match.span.start).trim()}`;
      leaks.push({ uri, span, match, where: 'a line', key });
    }
    at += line.length + 1;
  }
}
