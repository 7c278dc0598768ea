import { type FunctionInfo, functionList } from '../../expressions/index.ts';
import type { FlowModel } from '../../flow/model.ts';
import { inExpression } from './quote.ts';
import type { Completion, CompletionOptions } from './types.ts';

/**
 * Functions and keywords as the beginning of a value.
 * @param isCall `(` stands behind the name already
 */
export function functionItems({ snippets }: CompletionOptions, isCall: boolean): readonly Completion[] {
  return [
    ...functionList.map((info) => functionItem(info, snippets, isCall)),
    ...['true', 'false', 'null'].map((label): Completion => ({ label, kind: 'keyword', newText: label })),
  ];
}

function functionItem(info: FunctionInfo, snippets: boolean, isCall: boolean): Completion {
  const { name, maxArgs } = info;
  const isSnippet = snippets && !isCall && maxArgs > 0;
  return {
    label: name,
    kind: 'function',
    detail: signatureOf(info),
    newText: isCall ? name : isSnippet ? `${name}($0)` : `${name}()`,
    ...(isSnippet ? { isSnippet } : {}),
    about: { kind: 'function', name },
  };
}

/** `substring(text: string, startIndex: integer, length?: integer): string`. */
export function signatureOf({ typedSignature, result }: FunctionInfo): string {
  return `${typedSignature.replaceAll('|', ' | ')}: ${result.join(' | ')}`;
}

/** Most ready calls of one kind: the nearest ones are wanted. */
const MOST_CALLS = 20;

/** Calls with the name filled in: outputs of steps, variables, parameters, loops. `names`: for each function those in sight. */
export function readyCalls(
  flow: FlowModel,
  names: (lowerName: string) => readonly { readonly name: string; readonly detail: string }[],
): readonly Completion[] {
  const call = (name: string, of: string, detail: string): Completion => ({
    label: `${name}('${of}')`,
    kind: 'value',
    detail,
    newText: `${name}('${inExpression(of)}')`,
    filter: `${name}('${inExpression(of)}')`,
    about: { kind: 'named', name: of, function: name.toLowerCase() },
  });
  const calls = ['items', 'outputs', 'variables', 'parameters'].flatMap((name) =>
    names(name)
      .filter(({ name: of }) => !of.startsWith('$'))
      .slice(0, MOST_CALLS)
      .map(({ name: of, detail }) => call(name, of, detail)),
  );
  const trigger: Completion[] =
    flow.triggers.length === 0
      ? []
      : [
          {
            label: 'triggerBody()',
            kind: 'value',
            newText: 'triggerBody()',
            about: { kind: 'function', name: 'triggerBody' },
          },
        ];
  return [...trigger, ...calls];
}
