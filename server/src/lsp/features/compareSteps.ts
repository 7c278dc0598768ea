// Two versions of a flow as step outlines, for a comparison in the client's own editor.
import { type Project, stepTexts } from '../../core/index.ts';
import type { CompareStepsResult } from '../../protocol.ts';
import type { ConfigStore } from '../config.ts';
import { uriKey } from '../uris.ts';

interface CompareServices {
  readonly project: Project;
  readonly config: ConfigStore;
}

/** `lockkeeper/compareSteps`. An empty text is a version in which the file is not there. */
export async function compareSteps(
  { project, config }: CompareServices,
  { uri, before, after }: { readonly uri: unknown; readonly before: unknown; readonly after: unknown },
): Promise<CompareStepsResult> {
  const refused = (reason: string): CompareStepsResult => ({ kind: 'refused', reason });
  if (typeof uri !== 'string' || typeof before !== 'string' || typeof after !== 'string')
    return refused('No flow was named.');
  const key = uriKey(uri);
  const { maxFileSize } = await config.of(key);
  if (Math.max(before.length, after.length) > maxFileSize)
    return refused('The file is larger than the setting "Max File Size" allows.');
  const texts = stepTexts(key, [before, after], project.modelOf(key));
  for (const [text, shown, version] of [
    [after, texts[1], 'This file'],
    [before, texts[0], 'The version that it is compared with'],
  ] as const)
    if (shown === undefined && text !== '') return refused(`${version} holds no flow that can be read.`);
  return { kind: 'steps', before: texts[0] ?? '', after: texts[1] ?? '' };
}
