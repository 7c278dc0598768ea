import { findNodeAtLocation } from 'jsonc-parser';
import type { TextEdit } from '../../text/textEdit.ts';
import { editConfig, insert } from '../edits/configText.ts';
import { configWith } from '../edits/configWith.ts';
import type { Config } from '../types.ts';

/** An entry to be written. Left out: what it does not restrict. */
export interface NewIgnoreEntry {
  readonly rule: string;
  readonly file?: string | undefined;
  readonly pointer?: string | undefined;
  readonly reason: string;
}

/** The text of a config that holds one entry, and otherwise says what holds already. */
export function newConfigText(config: Config, entry: NewIgnoreEntry): string {
  return configWith(config, { ignore: [written(entry)] });
}

function written({ rule, file, pointer, reason }: NewIgnoreEntry): object {
  return {
    rule,
    ...(file === undefined ? {} : { file }),
    ...(pointer === undefined ? {} : { pointer }),
    reason,
  };
}

/**
 * The edits that add an entry to the text of a config, in the style in which it is written: comments, trailing commas and
 * everything else stay. Undefined when the text is no config that an entry can be added to. Never throws.
 */
export function addIgnoreEntry(text: string, entry: NewIgnoreEntry): readonly TextEdit[] | undefined {
  const value = written(entry);
  return editConfig(text, { ignore: [value] }, (config) => {
    const list = findNodeAtLocation(config.root, ['ignore']);
    if (list === undefined) return insert(config, config.root, 'ignore', [value]);
    return list.type === 'array' ? insert(config, list, undefined, value) : undefined;
  });
}
