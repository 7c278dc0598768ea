import type { CodeLens, CodeLensParams, Command } from 'vscode-languageserver';
import { type Analysis, lensesOf } from '../../core/index.ts';
import type { FlowPageTarget, ShowPlacesArguments } from '../../protocol.ts';
import type { ClientFeatures } from '../capabilities.ts';
import type { Checks } from '../checks.ts';
import type { ConfigStore } from '../config.ts';
import { uriKey } from '../uris.ts';

export interface CodeLensServices {
  readonly client: ClientFeatures;
  readonly checks: Checks;
  readonly config: ConfigStore;
}

/** Notes above triggers and steps. A client of ours shows the places behind one at a click, and has pages of the flow. */
export async function codeLenses(
  { client, checks, config }: CodeLensServices,
  { textDocument: { uri } }: CodeLensParams,
): Promise<CodeLens[]> {
  const key = uriKey(uri);
  const { annotations } = await config.of(key);
  if (!annotations.codeLens) return [];
  const analysis = (await checks.open(key))?.analysis;
  if (analysis === undefined) return [];
  const besideLocks = client.inlayHints && annotations.inlayHints;
  const notes = lensesOf(analysis, { besideLocks }).map(({ span, title, places }) => {
    const range = analysis.rangeOfSpan(span);
    const shown: ShowPlacesArguments = [uri, range.start, places.map((place) => analysis.rangeOfSpan(place))];
    // A command without a name is what editors show as mere text.
    const command: Command =
      client.options.commandLinks === true && places.length > 0
        ? { title, command: 'lockkeeper.showPlaces', arguments: [...shown] }
        : { title, command: '' };
    return { range, command };
  });
  return client.options.flowPages === true ? [...notes, ...pageLenses(analysis, uri)] : notes;
}

const PAGES = [
  { title: 'Preview run history', command: 'lockkeeper.previewRunHistory' },
  { title: 'Show flow', command: 'lockkeeper.showFlow' },
] as const;

/** Above what starts a flow: the pages that show all of it. */
function pageLenses(analysis: Analysis, uri: string): CodeLens[] {
  return analysis.flows.flatMap(({ flow: { tree, triggers } }) =>
    triggers.slice(0, 1).flatMap(({ node }) => {
      const span = tree.keySpan(node);
      const target: FlowPageTarget = { flow: uri, at: span.start };
      return PAGES.map((page) => ({
        range: analysis.rangeOfSpan(span),
        command: { ...page, arguments: [target] },
      }));
    }),
  );
}
