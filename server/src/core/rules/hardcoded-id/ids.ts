import type { Step } from '../../flow/model.ts';
import { normalizeApiName } from '../../platform/connectors.ts';

/** What an id stands for. */
export interface KnownId {
  /** With its article: `a SharePoint list`. */
  readonly noun: string;
  readonly hint: string;
}

const GUID = /^\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?$/i;
/** Drives of OneDrive and SharePoint. */
const DRIVE = /^b![\w-]{40,120}$/;
/** Channels and chats of Teams. */
const THREAD = /^19:[\w-]{8,120}@(?:thread\.(?:tacv2|v2|skype)|unq\.gbl\.spaces)$/;
/** Environments: a GUID, or the default environment of a tenant. */
const ENVIRONMENT = /^(?:default-)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Microsoft Forms: base64, the tenant's id first. */
const FORM = /^[\w-]{60,120}$/;
/** A group's library, as Excel and Word name it. */
const GROUP_SOURCE = /^groups\/[0-9a-f]{8}-[0-9a-f-]{27}$/i;

const VARIABLE = 'Put the id into an environment variable of the solution and use that here';
const DATA_SOURCE = `${VARIABLE}; for SharePoint a variable of type Data source offers site and list by name.`;

interface Kind extends KnownId {
  /** Last part of the key, in lower case. */
  readonly key: RegExp;
  readonly value: RegExp;
  /** Connector; all when missing. */
  readonly api?: RegExp;
}

const KINDS: readonly Kind[] = [
  {
    noun: 'a SharePoint list',
    key: /^(?:table|list|listid|library)$/,
    value: GUID,
    api: /^shared_sharepoint/,
    hint: DATA_SOURCE,
  },
  {
    noun: 'a view of a SharePoint list',
    key: /^view$/,
    value: GUID,
    api: /^shared_sharepoint/,
    hint: DATA_SOURCE,
  },
  { noun: 'a drive', key: /^(?:drive|driveid)$/, value: DRIVE, hint: `${VARIABLE}.` },
  { noun: 'the library of a group', key: /^source$/, value: GROUP_SOURCE, hint: `${VARIABLE}.` },
  {
    noun: 'a channel or chat',
    key: /^(?:channelid|channel|chatid|recipient|conversationid|threadid)$/,
    value: THREAD,
    hint: `${VARIABLE}.`,
  },
  {
    noun: 'a team',
    key: /^(?:teamid|team|groupid)$/,
    value: GUID,
    api: /^shared_teams/,
    hint: `${VARIABLE}.`,
  },
  {
    noun: 'a Power BI workspace',
    key: /^(?:groupid|workspace|workspaceid)$/,
    value: GUID,
    api: /^shared_powerbi/,
    hint: `${VARIABLE}.`,
  },
  {
    noun: 'a Power BI dataset',
    key: /^(?:datasetid|dataset)$/,
    value: GUID,
    api: /^shared_powerbi/,
    hint: `${VARIABLE}.`,
  },
  { noun: 'a workspace', key: /^(?:workspace|workspaceid)$/, value: GUID, hint: `${VARIABLE}.` },
  { noun: 'a group', key: /^(?:groupid|group)$/, value: GUID, hint: `${VARIABLE}.` },
  { noun: 'a form', key: /^(?:form_id|formid)$/, value: FORM, hint: `${VARIABLE}.` },
  { noun: 'a template', key: /^(?:template|templateid)$/, value: GUID, hint: `${VARIABLE}.` },
  {
    noun: 'an environment',
    key: /^(?:environment|environmentid|environmentname)$/,
    value: ENVIRONMENT,
    hint: "Read the id of the flow's own environment with workflow()?['tags']?['environmentName'], or put it into an environment variable of the solution.",
  },
  { noun: 'a tenant', key: /^(?:tenant|tenantid)$/, value: GUID, hint: `${VARIABLE}.` },
];

/** What the value under this key stands for; undefined when it is no id that differs between environments. */
export function idOf(step: Step, name: string, value: string): KnownId | undefined {
  const key = name.toLowerCase();
  const api = step.operation?.apiName === undefined ? '' : normalizeApiName(step.operation.apiName);
  return KINDS.find(
    (kind) => kind.key.test(key) && (kind.api === undefined || kind.api.test(api)) && kind.value.test(value),
  );
}
