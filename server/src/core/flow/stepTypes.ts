/**
 * The types of triggers and actions that the platform has, as it writes them. Power Automate and Azure Logic Apps have one language
 * and share most types. Sources: Microsoft's "Schema reference for trigger and action types in Azure Logic Apps", the choices of
 * `operationtype` in the Dataverse reference of the table `processstage`, the operations of Microsoft's designers, and real flows.
 */

/** Of both products. `Manual`, `ApiApp` and `Flow` are of the earliest schema and still accepted. */
const TRIGGERS = [
  ...['ApiConnection', 'ApiConnectionNotification', 'ApiConnectionWebhook'],
  ...['OpenApiConnection', 'OpenApiConnectionNotification', 'OpenApiConnectionWebhook'],
  ...['Http', 'HttpWebhook', 'Recurrence', 'Request', 'SlidingWindow', 'Manual', 'ApiApp'],
];

/** Of Azure Logic Apps alone. */
const LOGIC_APPS_TRIGGERS = ['ApiManagement', 'Batch', 'EventGrid', 'ServiceProvider'];

/** Of both products. */
const ACTIONS = [
  ...['ApiConnection', 'ApiConnectionNotification', 'ApiConnectionWebhook'],
  ...['OpenApiConnection', 'OpenApiConnectionNotification', 'OpenApiConnectionWebhook'],
  ...['Http', 'HttpWebhook', 'Response', 'Workflow', 'Wait', 'Terminate', 'ApiApp', 'Flow', 'Changeset'],
  ...['Compose', 'Expression', 'Join', 'ParseJson', 'Query', 'Select', 'Table'],
  ...['If', 'Switch', 'Foreach', 'Until', 'Scope'],
  ...['InitializeVariable', 'SetVariable', 'IncrementVariable', 'DecrementVariable'],
  ...['AppendToArrayVariable', 'AppendToStringVariable'],
];

/** Of Azure Logic Apps alone: Azure services, code, agents, documents, business documents of an integration account. */
const LOGIC_APPS_ACTIONS = [
  ...['ApiManagement', 'AppService', 'Batch', 'Function', 'InvokeFunction', 'SendToBatch', 'ServiceProvider'],
  ...['CSharpScriptCode', 'JavaScriptCode', 'PowerShellCode', 'PythonCode'],
  ...['Agent', 'AgentHandOff', 'HandOff', 'NestedAgent', 'McpClientTool'],
  ...['ArchiveZip', 'ChunkText', 'ChunkTextWithMetadata', 'ParseDocument', 'ParseDocumentWithMetadata'],
  ...['FlatFileDecoding', 'FlatFileEncoding', 'IntegrationAccountArtifactLookup', 'Liquid'],
  ...['XmlCompose', 'XmlParse', 'XmlTransform', 'XmlValidation', 'Xslt', 'DataMapper'],
  ...[
    'As2Decode',
    'As2Encode',
    'EdifactBatchEncode',
    'EdifactDecode',
    'EdifactEncode',
    'HL7Decode',
    'HL7Encode',
  ],
  ...['RosettaNetDecode', 'RosettaNetEncode', 'RosettaNetWaitForResponse'],
  ...[
    'SwiftDecode',
    'SwiftEncode',
    'SwiftMTDecode',
    'SwiftMTEncode',
    'X12BatchEncode',
    'X12Decode',
    'X12Encode',
  ],
];

const lower = (names: readonly string[]): ReadonlySet<string> =>
  new Set(names.map((name) => name.toLowerCase()));

const KNOWN = {
  trigger: lower([...TRIGGERS, ...LOGIC_APPS_TRIGGERS]),
  action: lower([...ACTIONS, ...LOGIC_APPS_ACTIONS]),
};
const SHARED = { trigger: lower(TRIGGERS), action: lower(ACTIONS) };
const LOGIC_APPS_ALONE = lower([...LOGIC_APPS_TRIGGERS, ...LOGIC_APPS_ACTIONS]);

type Role = keyof typeof KNOWN;

/** True for a type that triggers, or actions, of one of the products have. */
export function isKnownType(role: Role, lowerType: string): boolean {
  return KNOWN[role].has(lowerType);
}

/** True for a type that triggers, or actions, of both products have. */
export function isSharedType(role: Role, lowerType: string): boolean {
  return SHARED[role].has(lowerType);
}

/** True for a type that Azure Logic Apps alone has. */
export function isLogicAppsType(lowerType: string): boolean {
  return LOGIC_APPS_ALONE.has(lowerType);
}

/** The types that a step of a product may have, as the platform writes them. */
export function typeNames(role: Role, ofPowerAutomate: boolean): readonly string[] {
  if (role === 'trigger') return ofPowerAutomate ? TRIGGERS : [...TRIGGERS, ...LOGIC_APPS_TRIGGERS];
  return ofPowerAutomate ? ACTIONS : [...ACTIONS, ...LOGIC_APPS_ACTIONS];
}
