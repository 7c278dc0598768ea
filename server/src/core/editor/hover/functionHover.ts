import { type CallExpr, examplesOf, findFunction } from '../../expressions/index.ts';
import { workflowProperty } from '../../platform/workflowProperties.ts';
import { escapeMarkdown } from './markdown.ts';

/** A function: what it takes and gives, what it does, an example. Undefined for one that does not exist: its finding tells. */
export function functionHover({ lowerName }: Pick<CallExpr, 'lowerName'>): string | undefined {
  const info = findFunction(lowerName);
  if (info === undefined) return undefined;
  const result = info.result.join(' | ');
  const signature = `${info.typedSignature.replaceAll('|', ' | ')}: ${result}`;
  const examples = examplesOf(lowerName).map(
    ({ call, gives }) => `Example: ${escapeMarkdown(`${call} gives ${gives}`)}.`,
  );
  return [`**${escapeMarkdown(signature)}**`, escapeMarkdown(info.summary), ...examples.slice(0, 1)].join(
    '\n\n',
  );
}

/** A property of `workflow()`; undefined for one that nobody knows. */
export function workflowHover(path: readonly string[]): string | undefined {
  const sentence = workflowProperty(path);
  if (sentence === undefined) return undefined;
  return `**${escapeMarkdown(path.at(-1) ?? '')}**\n\n${escapeMarkdown(sentence)}`;
}
