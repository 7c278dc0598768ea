import type { RequiredComponent, RootComponent } from '../facts.ts';
import {
  attribute,
  childNamed,
  childrenNamed,
  descend,
  isNamed,
  nameOf,
  readXml,
  type XmlElement,
} from '../xml/document.ts';
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

/** `solution.xml`: name, version, publisher, root components, what is needed from elsewhere. */
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
      required: childrenNamed(childNamed(manifest, 'MissingDependencies'), 'MissingDependency').flatMap(
        (element) => requiredComponent(uri, text, childNamed(element, 'Required')),
      ),
    },
    problems: [],
  };
};

/** What names a component: its own kinds have their own keys. */
const NAMES = ['schemaName', 'id.schemaname', 'id.connectionreferencelogicalname'];

function requiredComponent(uri: string, text: string, element: XmlElement | undefined): RequiredComponent[] {
  const type = element && attributeFact(uri, text, element, 'type')?.value;
  if (element === undefined || type === undefined) return [];
  const names = NAMES.map((name) => attributeFact(uri, text, element, name)?.value);
  return [
    {
      type: type.toLowerCase(),
      id: idFact(attributeFact(uri, text, element, 'id'))?.value,
      name: names.find((name) => name !== undefined)?.toLowerCase(),
    },
  ];
}
