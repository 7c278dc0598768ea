/** Where no repair may write: in a file that does not parse, and in an expression that does not. */
import type { Disposition, Fix } from '../finding.ts';
import type { FlowDocument } from '../flow/document.ts';
import type { Span } from '../text/span.ts';
import type { TextEdit } from '../text/textEdit.ts';

/** Nobody knows what the parts of a damaged file mean: any edit of it is a guess. */
export function isRepairable({ tree }: Pick<FlowDocument, 'tree'>): boolean {
  return tree.problems.length === 0;
}

/**
 * Strings and keys of the file, quotes included, whose expression does not parse. What is read in one is not what its author
 * means, so a repair of it may not cure what was found, and be made again and again.
 */
export function brokenStrings({ tree, flows }: FlowDocument): readonly Span[] {
  const broken: Span[] = [];
  for (const flow of flows) {
    for (const { node, inKey, template } of flow.expressions) {
      if (template.problems.length > 0) broken.push(inKey ? tree.keySpan(node) : tree.valueSpan(node));
    }
  }
  return broken;
}

/** Whether an edit changes, replaces or removes some of `spans`. An insertion beside one does not. */
export function touchesAny(edits: readonly TextEdit[], spans: readonly Span[]): boolean {
  return edits.some(({ span }) => spans.some(({ start, end }) => span.start < end && start < span.end));
}

/** What a finding promises when these are its fixes. */
export function bestOf(fixes: readonly Pick<Fix, 'disposition'>[]): Disposition | null {
  if (fixes.some((fix) => fix.disposition === 'safe')) return 'safe';
  return fixes.length > 0 ? 'review' : null;
}

/** The finding, with its promise worked out when someone asks: that takes the fixes themselves. */
export function promising<F extends { readonly fix: Disposition | null }>(
  finding: F,
  fixesOf: (finding: F) => readonly Pick<Fix, 'disposition'>[],
): F {
  let known: { readonly fix: Disposition | null } | undefined;
  return {
    ...finding,
    get fix() {
      known ??= { fix: bestOf(fixesOf(finding)) };
      return known.fix;
    },
  };
}
