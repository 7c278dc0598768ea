// "Add a Pipeline File": the checks where a team sees them, in pull requests.

import { commands, type Disposable, type ExtensionContext, Uri, window, workspace } from 'vscode';
import * as l10n from '../l10n/index.ts';
import { inform, pick, warn } from '../notify/index.ts';
import { done } from '../walkthrough/done.ts';
import { PIPELINE_FILES, type PipelineFile, repositoryOn, textOf } from './files.ts';

const TITLE = l10n.t('Add a pipeline file');

export function registerPipeline({ extension }: ExtensionContext): Disposable {
  return commands.registerCommand('lockkeeper.addPipeline', async (label?: unknown) => {
    const named = PIPELINE_FILES.find((one) => one.label === label);
    const rows = PIPELINE_FILES.map((value) => ({
      shown: { label: value.label, detail: value.path },
      value,
    }));
    const file = named ?? (await pick(TITLE, rows));
    if (file === undefined) return;
    await add(file, textOf(file, repositoryOn(extension.packageJSON.repository)));
  });
}

/** Writes the file and opens it. Where it cannot be written, or one is there, the text stands in an editor that nobody has saved. */
async function add({ path }: PipelineFile, text: string): Promise<void> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const file = folder && Uri.joinPath(folder, path);
  const isThere =
    file !== undefined &&
    (await workspace.fs.stat(file).then(
      () => true,
      () => false,
    ));
  if (file !== undefined && !isThere) {
    try {
      await workspace.fs.writeFile(file, new TextEncoder().encode(text));
      await window.showTextDocument(file);
      done('pipelineShown');
      return;
    } catch {
      warn(l10n.t('{0} could not be written.', path));
    }
  }
  await window.showTextDocument(await workspace.openTextDocument({ language: 'yaml', content: text }));
  inform(
    isThere
      ? l10n.t('there is a {0} already: take over what it lacks.', path)
      : l10n.t('this text belongs into {0}.', path),
  );
  done('pipelineShown');
}
