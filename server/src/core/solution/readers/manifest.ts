import type { RootComponent } from '../facts.ts';
import { attribute, childNamed, childrenNamed, descend, isNamed, nameOf, readXml } from '../xml/document.ts';
import {
  attributeFact,
  elementSource,
  idFact,
  NOTHING,
  numberFact,
  problemReading,
  type Reader,
  textFact,
} from './fact.ts';

/** `solution.xml`: name, version, publisher, root components. */
export const readManifest: Reader = (uri, text) => {
  const { root, problem } = readXml(text);
  if (root === undefined) return problem === undefined ? NOTHING : problemReading(uri, problem);
  const manifest = isNamed(root, 'SolutionManifest') ? root : childNamed(root, 'SolutionManifest');
  if (manifest === undefined) return NOTHING;
  const fact = (...names: readonly string[]) => textFact(uri, nameOf(text, descend(manifest, ...names)));
  return {
    facts: {
      kind: 'manifest',
      name: fact('UniqueName'),
      version: fact('Version'),
      managed: numberFact(fact('Managed')),
      publisher: fact('Publisher', 'UniqueName'),
      prefix: fact('Publisher', 'CustomizationPrefix'),
      languageCode: attribute(text, root, 'languagecode')?.value,
      rootComponents: childrenNamed(childNamed(manifest, 'RootComponents'), 'RootComponent').flatMap(
        (element): RootComponent[] => {
          const type = numberFact(attributeFact(uri, text, element, 'type'));
          if (type === undefined) return [];
          return [
            {
              type: type.value,
              id: idFact(attributeFact(uri, text, element, 'id')),
              schemaName: attributeFact(uri, text, element, 'schemaName'),
              source: elementSource(uri, element),
            },
          ];
        },
      ),
    },
    problems: [],
  };
};
