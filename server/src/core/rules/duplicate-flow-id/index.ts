import type { FileChange } from '../../finding.ts';
import type { SolutionModel } from '../../solution/index.ts';
import { fileNameOf } from '../../solution/paths.ts';
import { byText } from '../../text/compare.ts';
import { defineRule } from '../rule.ts';
import { listNames } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'duplicate-flow-id',
    category: 'solution',
    severity: 'error',
    profile: 'default',
    title: 'Two flow files of one solution have the same workflow id',
    fix: 'review',
    kinds: ['remove-flow-file'],
    checklist: null,
  },
  visit: {
    flow({ document, flow, solution, report }) {
      if (flow.wrapper !== 'solution' || solution === undefined) return;
      const files = filesBeside(solution, document.uri);
      const own = files.find(({ uri }) => uri === document.uri);
      if (own === undefined || files.length < 2 || !isLeftOver(files, own)) return;
      const others = files.filter((one) => one !== own);
      const named = others.filter(({ isNamed }) => isNamed);
      const names = listNames(
        others.map(({ uri }) => shownName(uri)),
        2,
      );
      const isRest = named.length > 0 && !own.isNamed;
      report({
        place: { node: flow.definition, part: 'key' },
        fix: isRest ? 'review' : null,
        message: isRest
          ? `This file has the workflow id of ${names}, and looks like the left-over of a rename.`
          : `This flow has the same workflow id as ${names}.`,
        hint: isRest
          ? 'Compare the two, take over what only this one has, and delete this file. If both are to stay, give this one an id and an entry of its own.'
          : 'Keep the file that the solution is to have, and delete the other with its entry. If both are to stay, give one of them an id of its own.',
        why: isRest
          ? "The solution's entry belongs to the other file."
          : 'The solution does not tell which of them it means.',
      });
    },
  },
  fixes({ document, solution }) {
    if (solution === undefined) return [];
    const { uri } = document;
    const entry = `${uri}.data.xml`;
    const others: FileChange[] = [{ uri, delete: true }];
    if (solution.textOf(entry) !== undefined) others.push({ uri: entry, delete: true });
    return [
      {
        kind: 'remove-flow-file',
        title: `Remove the left-over flow file "${shownName(uri)}"`,
        disposition: 'review',
        edits: [],
        others,
        note: 'The file goes, and the solution keeps the other one: take over first what only this one has.',
      },
    ];
  },
});

interface FlowFile {
  readonly uri: string;
  readonly isNamed: boolean;
}

/** The files of the solution that have the id of this one, itself among them, by address. */
function filesBeside(solution: SolutionModel, uri: string): readonly FlowFile[] {
  const mine = solution.flows.find((one) => one.uri === uri || one.copies?.some((copy) => copy.uri === uri));
  if (mine?.id === undefined) return [];
  const files = solution.flows
    .filter((one) => one.id === mine.id)
    .flatMap((one): readonly FlowFile[] => {
      const { isNamed = false, copies = [] } = one;
      return one.uri === undefined ? copies : [{ uri: one.uri, isNamed }, ...copies];
    })
    // What follows the id makes it another file: a managed form, a backup.
    .filter((one) => one.isNamed || ENDS_IN_ID.test(one.uri.slice(-100)));
  return files.sort(byText((one) => one.uri));
}

const ENDS_IN_ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:\/workflow)?\.json$/i;

/** The one without an entry; where entries do not tell, each after the first. */
function isLeftOver(files: readonly FlowFile[], own: FlowFile): boolean {
  const named = files.filter(({ isNamed }) => isNamed);
  return named.length === 1 ? !own.isNamed : files[0] !== own;
}

/** An agent's flows all have one file name: the folder tells them apart. */
function shownName(uri: string): string {
  const name = fileNameOf(uri);
  return name.toLowerCase() === 'workflow.json' ? uri.split('/').slice(-2).map(fileNameOf).join('/') : name;
}
