import type { Fix, TextEdit } from '../../server/src/core/index.ts';
import { FLOW_URI } from './check.ts';

/** The edits of a fix on one file, as a rule by the checked flow. */
export function editsOf({ changes }: Pick<Fix, 'changes'>, uri: string = FLOW_URI): readonly TextEdit[] {
  return changes.flatMap((one) => (one.uri === uri && 'edits' in one ? one.edits : []));
}
