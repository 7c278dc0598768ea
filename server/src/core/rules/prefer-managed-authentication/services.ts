/** A service that a flow can reach without keeping a secret. */
export interface Service {
  readonly name: string;
  /** What to use in Power Automate. */
  readonly connector: string;
}

const ENTRA = 'the action "HTTP with Microsoft Entra ID"';

/** By host or its end; national clouds as well. */
const SERVICES: readonly (readonly [RegExp, Service])[] = [
  [
    /^(?:dod-)?graph\.microsoft\.(?:com|us)$|^microsoftgraph\.chinacloudapi\.cn$/,
    { name: 'Microsoft Graph', connector: `${ENTRA} or the connector of the product` },
  ],
  [
    /\.sharepoint\.(?:com|us|cn)$/,
    { name: 'SharePoint', connector: 'the SharePoint connector ("Send an HTTP request to SharePoint")' },
  ],
  [
    /\.crm[0-9]{0,2}\.(?:dynamics\.com|microsoftdynamics\.us|dynamics\.cn)$/,
    { name: 'Dataverse', connector: 'the Microsoft Dataverse connector' },
  ],
  [
    /^management\.(?:azure\.com|usgovcloudapi\.net|chinacloudapi\.cn)$/,
    { name: 'Azure management', connector: `the Azure Resource Manager connector, or ${ENTRA}` },
  ],
  [
    /\.vault\.(?:azure\.net|usgovcloudapi\.net|azure\.cn)$/,
    { name: 'Azure Key Vault', connector: 'the Azure Key Vault connector' },
  ],
  [
    /^api\.(?:powerplatform\.com|bap\.microsoft\.com|flow\.microsoft\.com|powerapps\.com)$/,
    { name: 'Power Platform', connector: `the Power Platform for Admins connector, or ${ENTRA}` },
  ],
  [/^api\.powerbi\.com$/, { name: 'Power BI', connector: `the Power BI connector, or ${ENTRA}` }],
];

export function serviceOf(host: string): Service | undefined {
  const lower = host.toLowerCase();
  return SERVICES.find(([pattern]) => pattern.test(lower))?.[1];
}
