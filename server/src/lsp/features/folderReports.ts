// What the command line writes about a folder as well: the security report, the inventory, the secrets to replace.
import type { CancellationToken } from 'vscode-languageserver';
import { version } from '../../../../package.json';
import {
  checklistReport,
  checklistToHtml,
  checklistToMarkdown,
  type GatheredSolution,
  gatherProject,
  Rotation,
  secretsOf,
  secretTexts,
  toInventory,
  toRotation,
} from '../../core/index.ts';
import type { ClientRequests, FolderText } from '../../protocol.ts';
import { today } from '../today.ts';
import {
  checkWholeFolder,
  problemsOf,
  type Refused,
  type WholeFolder,
  type WholeFolderServices,
} from './wholeFolder.ts';

const TOOL = { name: 'lockkeeper', version };

/** `lockkeeper/report` */
export async function folderReport(
  services: WholeFolderServices,
  { folder, form }: ClientRequests['lockkeeper/report']['params'],
  token: CancellationToken,
): Promise<FolderText> {
  const gathered = await gatherFolder(services, folder, token);
  if ('kind' in gathered) return gathered;
  const { solutions, whole } = gathered;
  const report = checklistReport(solutions, { tool: TOOL, date: today(), problems: problemsOf(whole) });
  const text = form === 'html' ? checklistToHtml(report) : checklistToMarkdown(report);
  return { kind: 'text', text };
}

/** `lockkeeper/inventory` */
export async function folderInventory(
  services: WholeFolderServices,
  { folder, of, form }: ClientRequests['lockkeeper/inventory']['params'],
  token: CancellationToken,
): Promise<FolderText> {
  const gathered = await gatherFolder(services, folder, token);
  if ('kind' in gathered) return gathered;
  const { solutions } = gathered;
  return { kind: 'text', text: toInventory(form, { tool: TOOL, of, solutions }) };
}

/** `lockkeeper/rotation` */
export async function folderRotation(
  services: WholeFolderServices,
  { folder }: ClientRequests['lockkeeper/rotation']['params'],
  token: CancellationToken,
): Promise<FolderText> {
  const { project } = services;
  const rotation = new Rotation(project.metas);
  const nameOf = (key: string): string => services.folders.pathOf(key);
  const whole = await checkWholeFolder(services, folder, token, ({ analysis }) =>
    rotation.add(project.masking(analysis), nameOf),
  );
  if ('kind' in whole) return whole;
  for (const analysis of project.beside.analyses)
    if (whole.holds(`${analysis.solution.root}/`)) rotation.add(analysis, nameOf);
  return { kind: 'text', text: toRotation('markdown', rotation.rows(), TOOL) };
}

async function gatherFolder(
  services: WholeFolderServices,
  given: unknown,
  token: CancellationToken,
): Promise<{ readonly solutions: readonly GatheredSolution[]; readonly whole: WholeFolder } | Refused> {
  const { project } = services;
  const flows = new Map<string, readonly string[]>();
  const whole = await checkWholeFolder(services, given, token, ({ key, analysis }) => {
    const secrets = secretsOf(project.masking(analysis), project.metas);
    flows.set(key, secretTexts(analysis.document.text, secrets));
  });
  if ('kind' in whole) return whole;
  const { folder, nameOf, holds } = whole;
  return { solutions: gatherProject(project, { flows, folder, fileOf: nameOf, isAsked: holds }), whole };
}
