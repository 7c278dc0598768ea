// The files that put checks into a pipeline: the first example below its heading in docs/ci.md, whose examples are all run by tests.
import ci from '../../../docs/ci.md';

/** In the examples it stands for the repository that Lockkeeper comes from. */
const PLACEHOLDER = 'OWNER/lockkeeper';

const REMARK = '# Write the owner of the repository that you have Lockkeeper from in place of OWNER.\n';

export interface PipelineFile {
  /** What it is for, as a person calls it. */
  readonly label: string;
  /** Where it belongs, from the root of the repository on. */
  readonly path: string;
  /** In docs/ci.md. */
  readonly heading: string;
}

export const PIPELINE_FILES: readonly PipelineFile[] = [
  {
    label: 'GitHub Actions',
    path: '.github/workflows/flows.yml',
    heading: 'A pull request: what is new',
  },
  { label: 'Azure DevOps', path: 'azure-pipelines.yml', heading: 'Azure DevOps' },
  { label: 'GitLab', path: '.gitlab-ci.yml', heading: 'GitLab' },
  { label: 'pre-commit', path: '.pre-commit-config.yaml', heading: 'Before a commit' },
];

/**
 * The text of a file.
 * @param repository `owner/name` of the repository on GitHub that this Lockkeeper comes from; without it the text says what to write
 */
export function textOf({ heading }: PipelineFile, repository?: string): string {
  const section = ci.split(/^#+ /m).find((one) => one.startsWith(`${heading}\n`)) ?? '';
  const text = /^```yaml\n([\s\S]*?)^```$/m.exec(section)?.[1];
  if (text === undefined) throw new Error(`docs/ci.md has no file below "${heading}".`);
  if (!text.includes(PLACEHOLDER)) return text;
  return repository === undefined ? REMARK + text : text.replaceAll(PLACEHOLDER, () => repository);
}

/**
 * `owner/name` of an address on GitHub.
 * @param address of the manifest: a repository as npm and VS Code write it
 */
export function repositoryOn(address: unknown): string | undefined {
  const url =
    typeof address === 'string' ? address : (address as { readonly url?: unknown } | undefined)?.url;
  return /^(?:git\+)?https:\/\/github\.com\/([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(String(url))?.[1];
}
