import type { Source } from '../../solution/index.ts';
import { compareText } from '../../text/compare.ts';
import type { Connection, ConnectionKind, ConnectionMapping, ConnectionUse } from './types.ts';

/** What a connection is called that has no name of its own. */
const NAMES: Readonly<Record<ConnectionKind, string>> = {
  reference: 'Connection reference without a name',
  connection: 'A connection',
  package: 'Chosen on import',
  caller: 'Connection of the person who starts the flow',
  nothing: 'No connection yet',
  missing: 'Not declared in the flow',
  'built-in': 'No connection needed',
};

const NOWHERE: Source = { uri: '', span: { start: 0, end: 0 } };

/** A connection while its facts are collected. */
export class Draft {
  readonly id: string;
  readonly kind: ConnectionKind;
  name: string;
  apiName: string;
  logicalName: string | undefined;
  place: Source | undefined;
  declarations: readonly Source[] = [];
  readonly uses: ConnectionUse[] = [];
  /** True when a flow uses it, or cannot tell. */
  used = false;
  settings: readonly ConnectionMapping[] = [];
  /** What owners and settings call it: logical name or id of the resource, in lower case. */
  readonly ownerKey: string;

  constructor(id: string, kind: ConnectionKind, name: string, apiName: string) {
    this.id = id;
    this.kind = kind;
    this.name = name === '' ? NAMES[kind] : name;
    this.apiName = apiName;
    this.ownerKey = kind === 'reference' || kind === 'package' ? name.toLowerCase() : '';
  }

  /** Uses with a step, or of a flow that does not tell which steps use it. */
  active(): readonly ConnectionUse[] {
    return this.uses.filter((one) => one.steps.length > 0);
  }

  build(): Omit<Connection, 'badges' | 'owners' | 'ownerConflicts'> {
    const uses = this.uses.sort(
      (a, b) =>
        compareText(a.flowName, b.flowName) ||
        compareText(a.flow.uri, b.flow.uri) ||
        a.place.span.start - b.place.span.start,
    );
    const { id, kind, name, logicalName, declarations, settings } = this;
    const first = uses[0];
    const place = this.place ?? first?.namePlace ?? first?.place ?? NOWHERE;
    return { id, kind, name, logicalName, place, declarations, uses, settings };
  }
}
