import type { Span } from '../../text/span.ts';
import { isPlaceholder } from './placeholder.ts';
import { urlAt } from './url.ts';

/** An address that exists in one environment or tenant only. */
export interface EnvironmentAddress {
  readonly kind: 'sharepoint' | 'dataverse' | 'resource' | 'environment' | 'app';
  /** With its article: `the SharePoint site`. */
  readonly label: string;
  /** The part of the text that names the environment: scheme, host, and for sites and apps the path to it. */
  readonly span: Span;
  /** Fit for a message: no name of a person. */
  readonly shown: string;
  /** Equal for two addresses of one site, organization, resource, environment or app. */
  readonly key: string;
}

const GUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

const SHAREPOINT = /^[a-z0-9-]{1,63}\.sharepoint(?:\.com|\.us|\.cn|-mil\.us|\.de)$/;
/** `contoso.crm4.dynamics.com`, with `.api` as the Web API has it; the discovery services have names of their own. */
const DATAVERSE =
  /^([a-z0-9-]{1,63})(?:\.api)?\.crm\d{0,2}\.(?:dynamics\.com|dynamics\.cn|microsoftdynamics\.us|appsplatform\.us)$/;
const NO_ORGANIZATION = new Set(['globaldisco', 'disco', 'admin', 'home']);

// Last part of the host (`.x.y`), what it is. Clouds of their own beside the public one.
const RESOURCES: readonly (readonly [suffix: string, label: string])[] = [
  ['.logic.azure.com', 'the workflow endpoint'],
  ['.logic.azure.us', 'the workflow endpoint'],
  ['.logic.azure.cn', 'the workflow endpoint'],
  ['.environment.api.powerplatform.com', 'the environment endpoint'],
  ['.azurewebsites.net', 'the Azure app'],
  ['.azurewebsites.us', 'the Azure app'],
  ['.chinacloudsites.cn', 'the Azure app'],
  ['.azurecontainerapps.io', 'the container app'],
  ['.azurestaticapps.net', 'the static web app'],
  ['.azure-api.net', 'the API Management gateway'],
  ['.azure-api.us', 'the API Management gateway'],
  ['.vault.azure.net', 'the key vault'],
  ['.vault.azure.cn', 'the key vault'],
  ['.vault.usgovcloudapi.net', 'the key vault'],
  ['.managedhsm.azure.net', 'the managed HSM'],
  ['.blob.core.windows.net', 'the storage account'],
  ['.file.core.windows.net', 'the storage account'],
  ['.queue.core.windows.net', 'the storage account'],
  ['.table.core.windows.net', 'the storage account'],
  ['.dfs.core.windows.net', 'the storage account'],
  ['.servicebus.windows.net', 'the namespace'],
  ['.database.windows.net', 'the database server'],
  ['.documents.azure.com', 'the Cosmos DB account'],
  ['.search.windows.net', 'the search service'],
  ['.openai.azure.com', 'the Azure OpenAI resource'],
  ['.cognitiveservices.azure.com', 'the Azure AI resource'],
  ['.services.ai.azure.com', 'the Azure AI resource'],
  ['.operations.dynamics.com', 'the finance and operations environment'],
  ['.cloudax.dynamics.com', 'the finance and operations environment'],
  ['.powerappsportals.com', 'the Power Pages site'],
];

const PORTALS =
  /^(?:make\.powerapps\.com|make\.powerautomate\.com|apps\.powerapps\.com|web\.powerapps\.com|admin\.powerplatform(?:\.microsoft)?\.com|api\.bap\.microsoft\.com|api\.powerapps\.com|(?:[a-z-]{1,30}\.){0,2}flow\.microsoft\.com)$/;
const ENVIRONMENT_PATH = new RegExp(`/(?:environments|e)/((?:default-)?${GUID})`, 'i');
const APP_PATH = new RegExp(`/(?:apps|a|play)/(${GUID})`, 'i');

/** `yourtenant`, `org-name`: to be filled in. */
const UNNAMED =
  /^(?:your|my|the)?-?(?:tenant|org|organi[sz]ation|company|domain|environment|env)-?(?:name|url|id|here)?$/;
/** `#{token}#`, `__TOKEN__`: a pipeline fills in each environment's own value. */
const TOKEN = /#\{|\}#|__[A-Za-z]/;
const MAX_TEXT = 2048;

/**
 * The environment that a text names at its start: an address with scheme, or a host alone. `open`: an expression follows,
 * so the last word is only the beginning of one. Undefined for addresses that are the same everywhere.
 */
export function environmentAddress(text: string, open = false): EnvironmentAddress | undefined {
  if (text.length < 12) return undefined;
  const start = text.length - text.trimStart().length;
  const cut = text.slice(0, start + MAX_TEXT);
  const colon = cut.indexOf('://', start);
  if (colon !== -1 && colon - start <= 5 && /^https?$/i.test(cut.slice(start, colon))) {
    const url = urlAt(cut, colon);
    if (url === undefined || url.span.start !== start) return undefined;
    return judge(cut, start, url.host, url.path, open && url.span.end === text.length);
  }
  return colon === -1 ? bareHost(cut, start, open) : undefined;
}

/** A host as the whole value (`contoso.database.windows.net`), or the site id of a document library. */
function bareHost(text: string, start: number, open: boolean): EnvironmentAddress | undefined {
  const match = /^(?:sites\/)?([A-Za-z0-9.-]{6,253})(?:,[^\s]{0,120})?$/.exec(text.slice(start).trimEnd());
  if (match === null || open || !match[1]!.includes('.')) return undefined;
  const from = start + match[0].indexOf(match[1]!);
  const host = { start: from, end: from + match[1]!.length };
  return judge(text, start, host, { start: host.end, end: host.end }, false);
}

function judge(
  text: string,
  start: number,
  hostSpan: Span,
  path: Span,
  cutOff: boolean,
): EnvironmentAddress | undefined {
  const host = text.slice(hostSpan.start, hostSpan.end).toLowerCase();
  if (!/^[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}$/.test(host)) return undefined;
  const first = host.slice(0, host.indexOf('.'));
  if (UNNAMED.test(first) || isPlaceholder(first) || TOKEN.test(text)) return undefined;
  const upTo = (end: number): Pick<EnvironmentAddress, 'span' | 'shown'> => ({
    span: { start, end },
    shown: text.slice(start, end),
  });
  if (SHAREPOINT.test(host)) return sharePoint(text, start, hostSpan, path, cutOff);
  const organization = DATAVERSE.exec(host)?.[1];
  if (organization !== undefined) {
    if (NO_ORGANIZATION.has(organization)) return undefined;
    const key = `dataverse ${host.replace('.api.', '.')}`;
    return { kind: 'dataverse', label: 'the Dataverse environment', ...upTo(hostSpan.end), key };
  }
  for (const [suffix, label] of RESOURCES) {
    if (host.endsWith(suffix) && host.length > suffix.length)
      return { kind: 'resource', label, ...upTo(hostSpan.end), key: `resource ${host}` };
  }
  return PORTALS.test(host) ? portal(text, start, path) : undefined;
}

/** Up to the site: `/sites/Orders`, `/teams/Sales`. A personal site's path holds a person's name, which is not shown. */
function sharePoint(
  text: string,
  start: number,
  host: Span,
  path: Span,
  cutOff: boolean,
): EnvironmentAddress {
  const site =
    /^\/(?:sites|teams|personal)\/[^/?#]{1,200}/i.exec(text.slice(path.start, path.end))?.[0] ?? '';
  let end = path.start + site.length;
  if (site === '' || (cutOff && end === path.end)) end = host.end;
  const personal = /^\/personal\//i.test(site);
  return {
    kind: 'sharepoint',
    label: personal ? 'a personal OneDrive' : 'the SharePoint site',
    span: { start, end },
    shown: text.slice(start, personal ? host.end : end),
    key: `sharepoint ${text.slice(host.start, end).toLowerCase()}`,
  };
}

function portal(text: string, start: number, path: Span): EnvironmentAddress | undefined {
  const route = text.slice(path.start, path.end);
  const environment = ENVIRONMENT_PATH.exec(route);
  const app = APP_PATH.exec(route);
  const found = environment ?? app;
  if (found === null) return undefined;
  const end = path.start + found.index + found[0].length;
  return {
    kind: environment ? 'environment' : 'app',
    label: environment ? 'the Power Platform environment' : 'the app',
    span: { start, end },
    shown: text.slice(start, end),
    key: `id ${found[1]!.toLowerCase()}`,
  };
}
