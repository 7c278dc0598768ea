import {
  type Analysis,
  count,
  displayNameOf,
  previewFile,
  previewToHtml,
  previewToText,
} from '../../core/index.ts';
import type { PreviewArgs } from '../call.ts';
import { paletteFor } from '../colour.ts';
import { deliver } from '../deliver.ts';
import type { Environment } from '../environment.ts';
import { Exit, UsageError } from '../exitCodes.ts';
import { noFlow, reportProblems, reportSkipped } from '../notes.ts';
import { Scan } from '../scan.ts';

/** `lockkeeper preview`: shows one flow as the page of a run would, and returns the exit code, which findings do not change. */
export async function preview(environment: Environment, args: PreviewArgs): Promise<Exit> {
  const { stdout, version } = environment;
  const scan = new Scan(environment, { ...args, rules: [] });
  const names = new Set<string>();
  let analysis: Analysis | undefined;
  const result = await scan.run(args.paths, {
    onFlow(checked) {
      names.add(checked.name);
      // Of several, none is shown: their trees may go.
      analysis = names.size === 1 ? checked.analysis : undefined;
    },
  });
  if (names.size > 1)
    throw new UsageError(
      `"${args.paths[0]}" holds ${count(names.size, 'flow')}: name the file of one of them.`,
      'preview',
    );
  reportProblems(environment, [...result.problems, ...result.unreadFlows]);
  reportSkipped(environment, args, result);
  if (result.failed && analysis === undefined) return Exit.Internal;
  const [overview] = analysis?.summary.flows ?? [];
  if (analysis === undefined || overview === undefined)
    // Asked for one flow, a file that is none is no answer.
    return result.unreadFlows.length > 0
      ? Exit.Findings
      : noFlow(environment, args.paths, { ...result, onlyFiles: false });
  const previews = previewFile(analysis.flows, displayNameOf(scan.project, overview));
  const text =
    args.format === 'html'
      ? previewToHtml(previews, { name: 'lockkeeper', version })
      : previewToText(previews, args.output === undefined ? paletteFor(environment, stdout) : undefined);
  await deliver(environment, args.output, text, 'the preview of the run history');
  return result.failed ? Exit.Internal : Exit.Clean;
}
