import { isGuid, type SolutionModel } from '../solution/index.ts';
import { plainXml } from '../solution/xml/escape.ts';

/** What rules about the parts of a solution ask of it. */

/** Component types of the platform (flow-format 1.1). */
export const FLOW_COMPONENT = 29;
export const VARIABLE_COMPONENT = 380;

/** True for both layouts of an exported solution, whose files say what the solution consists of. */
export function isExported(solution: SolutionModel | undefined): solution is SolutionModel {
  return solution?.layout === 'unpacked' || solution?.layout === 'unzipped';
}

/** True when the manifest lists the component; `key` is its id or schema name. */
export function isListed(solution: SolutionModel, type: number, key: string): boolean {
  const lower = key.toLowerCase();
  return solution.rootComponents.some(
    (one) => one.type === type && (one.id?.value === lower || one.schemaName?.value.toLowerCase() === lower),
  );
}

/** True when any process of the solution has this id, also one that is no cloud flow, or whose file is damaged. */
export function hasProcess(solution: SolutionModel, id: string): boolean {
  if (!isGuid(id) || solution.flow(id) !== undefined) return true;
  const lower = id.toLowerCase();
  return solution.mentionsInFiles((uri, text) => {
    const name = uri.slice(uri.lastIndexOf('/') + 1).toLowerCase();
    if (name.endsWith('.data.xml')) return name.includes(lower);
    return name === 'customizations.xml' && mentionsId(text, lower);
  });
}

/** Exports write ids in lower case, and in upper case in names of files. The XML may be large: mostly it is not copied. */
export function mentionsId(xml: string, lowerId: string): boolean {
  const text = plainXml(xml);
  return text.includes(lowerId) || text.includes(lowerId.toUpperCase());
}
