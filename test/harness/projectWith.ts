import { uriOf } from '../../server/src/core/solution/testing.ts';
import { createAnalyzer } from '../../server/src/core/workspace/analyzer.ts';
import { Project } from '../../server/src/core/workspace/project/project.ts';

/** What an editor knows of a folder with these files, by path: all are listed, and the flows among them checked once. */
export function projectWith(files: Readonly<Record<string, string>>): Project {
  const project = new Project({ analyzer: createAnalyzer(), today: () => '2026-08-01' });
  for (const [path, text] of Object.entries(files)) project.take(uriOf(path), { kind: 'text', text });
  project.allListed();
  for (const [path, text] of Object.entries(files))
    if (path.endsWith('.json')) project.check(uriOf(path), { kind: 'text', text });
  return project;
}
