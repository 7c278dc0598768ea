// What an open flow is, as a page for its new owner.
import { describeFile, type Project, toDescription } from '../../core/index.ts';
import type { DescribeResult } from '../../protocol.ts';
import { relativePath, uriKey } from '../uris.ts';
import { type OpenFileServices, openFile } from './openFile.ts';

interface DescribeServices extends OpenFileServices {
  readonly project: Project;
}

/** `lockkeeper/describe`: the page of an open flow in Markdown, or why there is none. */
export async function describeOpenFlow(
  services: DescribeServices,
  { uri, root }: { readonly uri: unknown; readonly root: unknown },
): Promise<DescribeResult> {
  const refused = (reason: string): DescribeResult => ({ kind: 'refused', reason });
  if (typeof uri !== 'string') return refused('No flow was named.');
  const file = await openFile(services, uri);
  if (file === undefined) return refused('The file is not open: open it and try again.');
  const folder = typeof root === 'string' ? uriKey(root) : undefined;
  const analysis = file.flow?.analysis;
  const known = new Set(file.found.filter((one) => one.known).map(({ finding }) => finding));
  const nameOf = (key: string): string => relativePath(folder, uriKey(key));
  const flows = analysis === undefined ? [] : describeFile(services.project, { analysis, known }, nameOf);
  if (flows.length === 0) return refused('This file holds no flow that can be read.');
  return { kind: 'page', markdown: toDescription('markdown', flows) };
}
