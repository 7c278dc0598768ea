import type { Layout } from './layout.ts';
import { isInPackage } from './legacyPackage.ts';
import { findXmlSites, readXmlSolution, XML_FOLDERS } from './xmlSolution.ts';

/** Layout B: `solution.xml` and `customizations.xml` in the root, flows described inside the latter. */
export const unzipped: Layout = {
  id: 'unzipped',
  label: 'an unzipped solution',
  marks: [['solution.xml']],
  folders: XML_FOLDERS,
  find: (files) => findXmlSites(files, 'unzipped'),
  read: readXmlSolution,
  owns: (solution, uri) => !isInPackage(solution.root, uri) && !uri.endsWith('/manifest.json'),
  refusal: () => undefined,
};
