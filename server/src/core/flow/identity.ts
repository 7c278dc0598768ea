import type { FlowDocument } from './document.ts';

const GUID_AT_END = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.json$/i;
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The folder of a flow in a workspace of Copilot Studio; its files have the same names everywhere. */
const GUID_OF_FOLDER = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\/workflow\.json$/i;

/** Lower-cased id that the name of a flow's file, or of an agent's folder, ends with. */
export function flowIdOfAddress(uri: string): string | undefined {
  // Exactly as long as what they look for.
  return (GUID_AT_END.exec(uri.slice(-41)) ?? GUID_OF_FOLDER.exec(uri.slice(-50)))?.[1]?.toLowerCase();
}

/** Lower-cased flow id: from the name of a file or an agent's folder, or the `name` of a legacy package's definition. */
export function flowIdOf(document: Pick<FlowDocument, 'uri' | 'tree' | 'flows'>): string | undefined {
  const fromName = flowIdOfAddress(document.uri);
  if (fromName !== undefined) return fromName;
  const name =
    document.flows[0]?.wrapper === 'legacy-package'
      ? document.tree.stringAt(document.tree.root, 'name')
      : undefined;
  return name !== undefined && GUID.test(name) ? name.toLowerCase() : undefined;
}
