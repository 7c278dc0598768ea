import type { FlowDocument } from './document.ts';

const GUID_AT_END = /([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.json$/i;
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Lower-cased flow id: from a solution's file name, or the `name` of a legacy package's definition. */
export function flowIdOf(document: Pick<FlowDocument, 'uri' | 'tree' | 'flows'>): string | undefined {
  const fromName = GUID_AT_END.exec(document.uri.slice(-200))?.[1];
  if (fromName) return fromName.toLowerCase();
  const name =
    document.flows[0]?.wrapper === 'legacy-package'
      ? document.tree.stringAt(document.tree.root, 'name')
      : undefined;
  return name !== undefined && GUID.test(name) ? name.toLowerCase() : undefined;
}
