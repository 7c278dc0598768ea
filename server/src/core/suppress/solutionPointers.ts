import type { FilePlace } from '../finding.ts';
import { parseJson } from '../json/parse.ts';
import { pointerOf } from '../json/pointer.ts';
import type { JsonTree } from '../json/tree.ts';
import type { SolutionModel } from '../solution/index.ts';

/** Pointers of places in the JSON files of a solution, each file parsed at most once; undefined in files of other kinds. */
export function solutionPointers(
  solution: Pick<SolutionModel, 'textOf'>,
): (place: FilePlace) => string | undefined {
  const trees = new Map<string, JsonTree>();
  return ({ uri, span }) => {
    if (!/\.json$/i.test(uri)) return undefined;
    let tree = trees.get(uri);
    if (tree === undefined) {
      tree = parseJson(solution.textOf(uri) ?? '');
      trees.set(uri, tree);
    }
    const node = tree.nodeAt(span.start);
    return node < 0 ? undefined : pointerOf(tree, node);
  };
}
