import type { JsonTree } from '../../json/tree.ts';
import type { SolutionProblem } from '../facts.ts';
import { parseJsonWithComments } from './jsonWithComments.ts';

/**
 * The first damage of a JSON file; what follows mostly follows from it. The tools that read these files take comments and
 * commas behind the last element, so those are none.
 */
export function jsonDamage(uri: string, { problems, text }: JsonTree): SolutionProblem[] {
  if (problems.length === 0) return [];
  const { damage } = parseJsonWithComments(text);
  if (damage === undefined) return [];
  return [{ uri, message: `This JSON is damaged: ${damage.message}.`, span: damage.span }];
}
