/** Files that are there where flows are: globs from a folder of the workspace on, the same as the manifest's for an early start. */
export const SIGNS: readonly string[] = [
  '**/Workflows/*.json',
  '**/workflows/*.json',
  '**/modernflows/*.json',
  '**/Microsoft.Flow/flows/*/definition.json',
  '**/solution.xml',
  '**/Other/Solution.xml',
  '**/*.json.data.xml',
  '**/workflow.json',
  '**/lockkeeper.config.json',
];
