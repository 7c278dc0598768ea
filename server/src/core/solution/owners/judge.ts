import { isGuid } from '../paths.ts';
import type { Principal, PrincipalKind } from './types.ts';

/** What a source says of a principal besides the name. */
export interface Stated {
  readonly kind?: Exclude<PrincipalKind, 'unknown'> | undefined;
  /** The source knows it for a user account, of a person or not. */
  readonly isUser?: boolean;
  /** What a bare id is an id of. */
  readonly idOf?: 'entra' | 'record' | undefined;
}

const SERVICE_WORDS: ReadonlySet<string> = new Set(
  (
    'svc srv service services serviceaccount admin admins administrator noreply donotreply spn app apps bot robot rpa flow ' +
    'flows automation automations powerautomate powerplatform system daemon'
  ).split(' '),
);
/** Display names are freer than addresses: "Flow Miller" may well be a person. */
const SERVICE_NAMES: ReadonlySet<string> = new Set(
  'svc srv service serviceaccount spn bot noreply'.split(' '),
);
const TEAM_NAMES: ReadonlySet<string> = new Set('team teams group squad department'.split(' '));
const ADDRESS = /^[^\s@]{1,200}@[^\s@]{1,200}$/;
/** What pipelines replace: `#{name}#`, `$(name)`, `${name}`, `${{ name }}`, `{{name}}`, `__name__`, `%name%`. */
const TOKEN =
  /#\{([^{}]{1,300})\}#?|\$\(([^()]{1,300})\)|\$\{\{?([^{}]{1,300})\}\}?|\{\{([^{}]{1,300})\}\}|^__(.{1,300})__$|^%([^%]{1,300})%$/;

/** Judges who a name stands for. Nothing is invented: what neither the file nor the name tells is `unknown`. */
export function principalOf(text: string, stated: Stated = {}): Principal {
  const name = text.trim();
  const token = TOKEN.exec(name.slice(0, 1000));
  if (token !== null) {
    const inner = token
      .slice(1)
      .find((one) => one !== undefined)!
      .trim();
    const shown = token[0] === name ? inner : name;
    return { kind: 'unknown', stated: false, name: shown, id: `token:${shown.toLowerCase()}`, form: 'token' };
  }
  const id = name.toLowerCase();
  // Worked out at run time.
  if (name.includes('@{') || /^@\w{1,40}\(/.test(name))
    return { kind: 'unknown', stated: false, name, id: `token:${id}`, form: 'token' };
  const bare = /^\{.{36}\}$/.test(name) ? name.slice(1, -1) : name;
  if (isGuid(bare)) {
    return { ...kindOr('unknown', stated), name: bare, id: bare.toLowerCase(), form: stated.idOf ?? 'entra' };
  }
  if (ADDRESS.test(name)) return { ...kindOr(kindOfAddress(id), stated), name, id, form: 'mail' };
  return { ...kindOr(kindOfName(id, stated.isUser === true), stated), name, id, form: 'name' };
}

function kindOr(judged: PrincipalKind, { kind }: Stated): Pick<Principal, 'kind' | 'stated'> {
  return kind === undefined ? { kind: judged, stated: false } : { kind, stated: true };
}

function kindOfAddress(address: string): PrincipalKind {
  const local = address.slice(0, address.lastIndexOf('@')).replace(/#ext#$/, '');
  return isService(local, SERVICE_WORDS) ? 'service' : 'person';
}

function kindOfName(name: string, isUser: boolean): PrincipalKind {
  // Code hosts: `@organization/team` and `@user`.
  if (name.startsWith('@')) {
    if (name.includes('/')) return 'team';
    return isService(name, SERVICE_WORDS) ? 'service' : 'person';
  }
  if (isService(name, SERVICE_NAMES)) return 'service';
  if (isUser) return 'person';
  return wordsIn(name).some((word) => TEAM_NAMES.has(word)) ? 'team' : 'unknown';
}

function isService(name: string, words: ReadonlySet<string>): boolean {
  if (/^(?:no|do-?not|donot)[._-]?reply\b/.test(name)) return true;
  return wordsIn(name).some((word) => words.has(word) || /^(?:svc|spn)|svc$/.test(word));
}

/** Words without digits: `svc_flows01` is `svc` and `flows`. */
function wordsIn(name: string): string[] {
  return name.slice(0, 300).split(/[^\p{L}]+/u);
}
