import type { Noise, NoiseKind } from '../../changes/index.ts';
import { count } from '../../text/count.ts';
import { italic, joined, type Line, line, names, plain } from '../lines/inline.ts';

const WORDS: Readonly<Record<NoiseKind, string>> = {
  form: 'layout',
  keyOrder: 'key order',
  stepOrder: 'order of steps in the file',
  templateName: 'templateName',
  authentication: 'the usual sign-in of connections',
  connectionName: 'spelling of connection names',
  operationMetadataId: 'ids',
  subscriptionName: 'subscription names',
  ownParameters: 'parameters of the platform',
  designerMetadata: 'labels of the designer',
  connectionKey: 'keys of connections that were renamed',
  defaultLimits: 'limits that are the default',
};

/** `key order in 14 steps, ids in 3 steps`: what was left out, by kind. `all`: with the names. Empty where there is none. */
export function noiseLine(noise: readonly Noise[], all: boolean): Line {
  const listed = noise.filter(({ count: number }) => number > 0);
  return joined(
    listed.map((one) => {
      const where = plain(`${WORDS[one.kind]} in ${count(one.count, one.unit)}`);
      return all && one.names.length > 0 ? line`${where} (${names(one.names, italic, 100)})` : line`${where}`;
    }),
  );
}
