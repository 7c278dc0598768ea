import type { Node } from 'jsonc-parser';
import { PROFILES, type Profile } from '../ruleMeta.ts';
import type { Span } from '../text/span.ts';
import { describe } from './words.ts';

/** What a configuration builds upon: a profile of Lockkeeper's own, or another file of the repository. */
export type Extended = { readonly span: Span } & (
  | { readonly kind: 'profile'; readonly profile: Profile }
  | {
      readonly kind: 'file';
      /** Relative to the configuration, with `/`. */
      readonly path: string;
    }
);

const OWN = 'lockkeeper:';

/** Reads `extends`: one text or a list of them; a later one goes before an earlier one. */
export function readExtends(node: Node, problem: (at: Node, message: string) => void): readonly Extended[] {
  const items = node.type === 'array' ? (node.children ?? []) : [node];
  return items.flatMap((item): Extended[] => {
    const span = { start: item.offset, end: item.offset + item.length };
    const text = item.type === 'string' ? String(item.value).trim().replaceAll('\\', '/') : '';
    if (text.startsWith(OWN)) {
      const profile = PROFILES.find((one) => one === text.slice(OWN.length));
      if (profile !== undefined) return [{ kind: 'profile', profile, span }];
    } else if (text !== '' && !text.startsWith('/') && !/^[a-z][a-z0-9+.-]*:/i.test(text)) {
      return [{ kind: 'file', path: text, span }];
    }
    problem(
      item,
      `"extends" must be "lockkeeper:team" or the path of another config, relative to this one, not ${describe(item)}.`,
    );
    return [];
  });
}
