import type { FilePlace } from '../../finding.ts';
import { parseJson } from '../../json/parse.ts';
import { ShortPointers } from '../../json/pointer.ts';
import type { JsonTree } from '../../json/tree.ts';
import type { SolutionModel } from '../../solution/index.ts';

/** Pointers of places in the JSON files of a solution, each file parsed at most once; undefined in files of other kinds. */
export function solutionPointers(
  solution: Pick<SolutionModel, 'textOf'>,
): (place: FilePlace) => string | undefined {
  const files = new Map<string, { readonly tree: JsonTree; readonly pointers: ShortPointers }>();
  return ({ uri, span }) => {
    if (!/\.json$/i.test(uri)) return undefined;
    let file = files.get(uri);
    if (file === undefined) {
      const tree = parseJson(solution.textOf(uri) ?? '');
      file = { tree, pointers: new ShortPointers(tree) };
      files.set(uri, file);
    }
    const node = file.tree.nodeAt(span.start);
    return node < 0 ? undefined : file.pointers.of(node);
  };
}
