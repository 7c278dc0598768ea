import { parseJson } from '../../json/parse.ts';
import { plainLetters } from '../../json/plainLetters.ts';
import type { FileReading, PackageResource } from '../facts.ts';
import { fileNameOf } from '../paths.ts';
import { jsonDamage } from './damage.ts';
import { idFact, jsonFact, NOTHING, nodeFact, nodeSource, property, type Reader } from './fact.ts';

/** `manifest.json` of an exported package; manifests of other kinds give nothing. */
export const readPackage: Reader = (uri, text): FileReading => {
  const plain = plainLetters(text);
  if (!plain.includes('"resources"') || !/microsoft\.(?:flow|powerapps)/i.test(plain)) return NOTHING;
  const tree = parseJson(text);
  const list = property(tree, tree.root, 'resources');
  if (!tree.isObject(list)) return NOTHING;
  const resources = tree.children(list).flatMap((node): PackageResource[] => {
    const type = tree.stringAt(node, 'type');
    if (type === undefined || !/^microsoft\.(?:flow|powerapps)\//i.test(type)) return [];
    const depends = tree.child(node, 'dependsOn');
    return [
      {
        id: tree.key(node).toLowerCase(),
        type,
        name: jsonFact(uri, tree, node, 'name'),
        displayName: jsonFact(uri, tree, tree.child(node, 'details'), 'displayName'),
        dependsOn: tree.isArray(depends)
          ? tree
              .children(depends)
              .flatMap((one) => (tree.isString(one) ? [tree.string(one).toLowerCase()] : []))
          : [],
        source: nodeSource(uri, tree, node),
      },
    ];
  });
  if (resources.length === 0) return NOTHING;
  return {
    facts: {
      kind: 'package',
      displayName: jsonFact(uri, tree, tree.child(tree.root, 'details'), 'displayName'),
      resources,
    },
    problems: jsonDamage(uri, tree),
  };
};

/** `Microsoft.Flow/flows/manifest.json`: the flows of the package. */
export const readPackageFlows: Reader = (uri, text): FileReading => {
  const tree = parseJson(text);
  const paths = tree.descend(tree.root, 'flowAssets', 'assetPaths');
  if (!tree.isArray(paths)) return { facts: undefined, problems: jsonDamage(uri, tree) };
  const flowIds = tree.children(paths).flatMap((one) => idFact(nodeFact(uri, tree, one)) ?? []);
  return { facts: { kind: 'packageFlows', flowIds }, problems: jsonDamage(uri, tree) };
};

/** `connectionsMap.json` and `apisMap.json` beside a packaged flow. */
export const readPackageMap: Reader = (uri, text): FileReading => {
  const tree = parseJson(text);
  if (!tree.isObject(tree.root)) return { facts: undefined, problems: jsonDamage(uri, tree) };
  const entries = tree.children(tree.root).flatMap((node) => {
    const resource = idFact(nodeFact(uri, tree, node));
    return resource === undefined ? [] : [{ key: tree.key(node), resource }];
  });
  const of = fileNameOf(uri).toLowerCase() === 'apismap.json' ? 'apis' : 'connections';
  return { facts: { kind: 'packageMap', of, entries }, problems: jsonDamage(uri, tree) };
};
