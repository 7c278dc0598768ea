import type { Layout } from './layout.ts';
import { isInPackage } from './legacyPackage.ts';
import { findXmlSites, readXmlSolution, XML_FOLDERS } from './xmlSolution.ts';

/** Layout A: `Other/Solution.xml`, one `.json.data.xml` beside each flow. */
export const unpacked: Layout = {
  id: 'unpacked',
  label: 'an unpacked solution',
  marks: [['other', 'solution.xml']],
  folders: ['other', ...XML_FOLDERS],
  find: (files) => findXmlSites(files, 'unpacked'),
  read: readXmlSolution,
  owns: (solution, uri) => !isInPackage(solution.root, uri) && !uri.endsWith('/manifest.json'),
  refusal: () => undefined,
};
