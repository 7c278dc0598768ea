import { detached } from '../text/lower.ts';

/** Licence class of a connector in Power Automate (Logic Apps has its own). */
export type Tier = 'standard' | 'premium';

export interface ConnectorInfo {
  readonly apiName: string;
  readonly displayName: string;
  readonly tier: Tier;
}

// `name without "shared_" | display name | p(remium) or s(tandard)`, one connector a line. Names and classes as in the
// public connector list of May 2025; custom connectors are not in it.
const TABLE = `
aadinvitationmanager|Azure AD Identity and Access|p
aci|Azure Container Instance|p
acschat|Azure Communication Services Chat|p
acsemail|Azure Communication Services Email|p
acsidentity|Azure Communication Services Identity|p
acssmsevents|Azure Communication Services SMS Events|p
adobepdftools|Adobe PDF Services|p
adobesign|Adobe Acrobat Sign|s
aiforged|AIForged|p
alembaitsm|Alemba ITSM|p
amazonredshift|Amazon Redshift|p
amazons3|Amazon S3|p
amazonsqs|Amazon SQS|p
applicationinsights|Azure Application Insights|p
approvals|Approvals|s
apptigentpowertoolslite|Apptigent PowerTools LITE|p
apptigentpowertoolspro|Apptigent PowerTools|p
arm|Azure Resource Manager|p
asana|Asana|s
assistantstudio|Dynamics 365 Sales Insights|p
azureadapplications|Azure AD App Registrations|p
azureadip|Azure AD Identity Protection|p
azuread|Microsoft Entra ID|s
azureappservice|Azure App Service|p
azureautomation|Azure Automation|p
azureblob|Azure Blob Storage|p
azurecommunicationservicessms|Azure Communication Services SMS|p
azuredatafactory|Azure Data Factory|p
azuredatalake|Azure Data Lake|p
azuredigitaltwins|Azure Digital Twins|s
azureeventgridpublish|Azure Event Grid Publish|p
azureeventgrid|Azure Event Grid|p
azurefile|Azure File Storage|p
azureiotcentral|Azure IoT Central V3|p
azureloganalyticsdatacollector|Azure Log Analytics Data Collector|p
azureloganalytics|Azure Log Analytics|p
azuremonitorlogs|Azure Monitor Logs|p
azuremysql|Azure Database for MySQL|p
azurequeues|Azure Queues|p
azuretables|Azure Table Storage|p
azuretexttospeech|Azure Text to speech|p
azurevm|Azure VM|p
basecamp|Basecamp 3|s
bingmaps|Bing Maps|s
bingsearch|Bing Search|s
bitbucket|Bitbucket|p
blueink|BlueInk|p
box|Box|s
buffer|Buffer|s
cardsforpowerapps|Cards for Power Apps|s
cdkdriveservicevehicles|CDK Drive Service Vehicles|p
ciscowebexmeetings|Cisco Webex Meetings|s
cloudappsecurity|Defender for Cloud Apps|s
cloudmersiveconvert|Cloudmersive Document Conversion|p
cloudmersivefileproc|Cloudmersive File Processing|p
cloudmersivepdf|Cloudmersive PDF|p
cloudmersivesecurity|Cloudmersive Security|p
cognitiveservicescomputervision|Computer Vision API|s
cognitiveservicescontentmoderator|Content Moderator|s
cognitiveservicescustomvision|Custom Vision|s
cognitiveservicesqnamaker|QnA Maker|s
cognitiveservicesspe|Azure Batch Speech-to-text|s
cognitiveservicestextanalytics|Azure Cognitive Service for Language|s
cognitoforms|Cognito Forms|s
commercemerchandising|Dynamics 365 Commerce Merchandising|p
commondataserviceforapps|Microsoft Dataverse|p
commondataservice|Microsoft Dataverse (legacy)|p
conversionservice|Content Conversion|s
converterbypower2apps|Converter by Power2Apps|p
customerinsights|Dynamics 365 Customer Insights|p
dataflows|Power Query Dataflows|s
db2|DB2|p
documentdb|Azure Cosmos DB|p
docusigndemo|DocuSign Demo|p
docusign|DocuSign|p
dropbox|Dropbox|s
dynamics365ratingsre|Dynamics 365 Commerce - Ratings and Reviews|p
dynamicsax|Fin & Ops Apps (Dynamics 365)|p
dynamicscrmonline|Dynamics 365 (deprecated)|p
dynamicsfraudprotect|Dynamics 365 Fraud Protection|p
dynamicsnavision|Dynamics NAV|p
dynamicssmbonprem|Dynamics 365 Business Central (on-premises)|p
dynamicssmbsaas|Dynamics 365 Business Central|p
dynamicstranslations|Dynamics Translation Service|p
encodiandocumentmanager|Encodian|s
eventbrite|Eventbrite|p
eventhubs|Event Hubs|p
excelonlinebusiness|Excel Online (Business)|s
excelonline|Excel Online (OneDrive)|s
filesystem|File System|s
flowmanagement|Power Automate Management|s
flowpush|Notifications|s
freshdesk|Freshdesk|s
freshservice|Freshservice|p
ftp|FTP|s
getaccept|GetAccept|p
github|GitHub|s
gofileroom|GoFileRoom|s
googlecalendar|Google Calendar|s
googlecontacts|Google Contacts|s
googledrive|Google Drive|s
googlesheet|Google Sheets|s
googletasks|Google Tasks|s
iaconnectdynamiccode|IA-Connect Dynamic Code|p
iaconnectjava|IA-Connect Java|p
iaconnectjml|IA-Connect JML|p
iaconnectmainframe|IA-Connect Mainframe|p
iaconnectmsoffice|IA-Connect Microsoft Office|p
iaconnectsapgui|IA-Connect SAP GUI|p
iaconnectsession|IA-Connect Session|p
iaconnectui|IA-Connect UI|p
iaconnectwebbrowser|IA-Connect Web Browser|p
informix|Informix|p
inqubajourney|inQuba Journey|p
integrationtoolbox|Integration Toolbox|p
intercom|Intercom|s
iotcentral|Azure IoT Central V2|p
jira|Jira|p
jotform|JotForm|p
k2workflow|K2 Workflow|s
kaizala|Microsoft Kaizala|s
keyvault|Azure Key Vault|p
kusto|Azure Data Explorer|p
linkedinv2|LinkedIn V2|s
luis|LUIS|s
m365messagecenter|Microsoft 365 message center|s
m365updatesapp|Updates App (Microsoft 365)|s
mailchimp|MailChimp|p
medium|Medium|s
microsoft365compliance|Microsoft 365 compliance|p
microsoftbookings|Microsoft Bookings|s
microsoftflowforadmins|Power Automate for Admins|s
microsoftformspro|Dynamics 365 Customer Voice|s
microsoftforms|Microsoft Forms|s
microsoftgraphsecurity|Microsoft Graph Security|p
microsoftloop|Microsoft Loop|s
microsoftpartnercent|Microsoft Partner Center|s
microsoftschooldatas|Microsoft School Data Sync V2|p
microsoftsearch|Microsoft Search|p
microsofttranslatorv|Microsoft Translator V3|s
microsofttranslator|Microsoft Translator|s
monday|monday|p
mongodb|MongoDB|p
motimate|Motimate|p
msnweather|MSN Weather|s
muhimbi|Muhimbi PDF|s
mysql|MySQL|p
nableclouduserhub|N-able Cloud User Hub|p
netdocuments|NetDocuments|s
nextcom|Nextcom|p
office365groupsmail|Office 365 Groups Mail|s
office365groups|Office 365 Groups|s
office365users|Office 365 Users|s
office365video|Office 365 Video|s
office365|Office 365 Outlook|s
onedriveforbusiness|OneDrive for Business|s
onedrive|OneDrive|s
onenote|OneNote (Business)|s
oracle|Oracle Database|p
outlooktasks|Outlook Tasks|s
outlook|Outlook.com|s
pagerduty|PagerDuty|s
parserr|Parserr|s
partnercenterevents|Partner Center Events|p
pdfblocks|PDF Blocks|p
pinterest|Pinterest|s
pipedrive|Pipedrive|p
planner|Planner|s
plumsailforms|Plumsail Forms|s
plumsailsp|Plumsail SP|s
plumsail|Plumsail Documents|s
postgresql|PostgreSQL|p
powerappsforadmins|Power Apps for Admins|s
powerappsforappmakers|Power Apps for Makers|s
powerappsnotificationv2|Power Apps Notification V2|s
powerappsnotification|Power Apps Notification|s
powerbi|Power BI|s
powerplatformadminv2|Power Platform for Admins V2|s
powerplatformforadmins|Power Platform for Admins|s
powervirtualagents|Power Virtual Agents|s
reversinglabsa1000|ReversingLabs A1000|p
rss|RSS|s
salesforce|Salesforce|p
saperp|SAP ERP|p
secretserver|Secret Server|p
securemessagedelivery|DataMotion|p
sendgrid|SendGrid|s
service-now|ServiceNow|p
servicebus|Service Bus|p
sftpwithssh|SFTP - SSH|s
sftp|SFTP|s
sharepointonline|SharePoint|s
shifts|Shifts for Microsoft Teams|s
signl4mobilealerting|SIGNL4 - Mobile Alerting|p
signnow|SignNow|p
skypeforbiz|Skype for Business Online|s
slack|Slack|s
smartsheet|Smartsheet|s
smtp|SMTP|s
spinpanel|Spinpanel|p
sqldw|Azure SQL Data Warehouse|p
sql|SQL Server|p
staffhub|Microsoft StaffHub|s
starrezrestv1|StarRez REST v1|p
stripe|Stripe|p
surveymonkey|SurveyMonkey|p
teamsvirtualevents|Microsoft Teams Virtual Events|s
teams|Microsoft Teams|s
teradata|Teradata|p
todoconsumer|Microsoft To-Do (Consumer)|s
todoist|Todoist|s
todo|Microsoft To-Do (Business)|s
translatorv2|Microsoft Translator V2|s
trello|Trello|s
twilio|Twilio|s
twitter|X|s
typeform|Typeform|s
uiflow|Desktop flows|p
uipathorchestrator|UiPath Orchestrator|p
visualstudioteamservices|Azure DevOps|p
vonage|Vonage|p
wdatp|Microsoft Defender ATP|p
webcontentsv2|HTTP With Microsoft Entra ID|p
webcontents|HTTP with Microsoft Entra ID (preauthorized)|p
webex|Webex|s
wordonlinebusiness|Word Online (Business)|p
wordpress|WordPress|s
yammer|Viva Engage|s
zendesk|Zendesk|p
`;

let table: Map<string, ConnectorInfo> | undefined;

function build(): Map<string, ConnectorInfo> {
  const map = new Map<string, ConnectorInfo>();
  for (const line of TABLE.split('\n')) {
    const [name, displayName, tier] = line.split('|');
    if (!name || !displayName) continue;
    const apiName = `shared_${name}`;
    map.set(apiName, { apiName, displayName, tier: tier === 'p' ? 'premium' : 'standard' });
  }
  return map;
}

/**
 * The connector's API name as the table knows it: lower case, without path (`/providers/.../apis/`), and without the
 * counter that the designer adds to connection keys (`shared_office365_1`).
 */
export function normalizeApiName(name: string): string {
  let known = normalized.get(name);
  if (known === undefined) {
    if (normalized.size >= MAX_NORMALIZED) normalized.clear();
    const own = detached(name);
    known = normalize(own);
    normalized.set(own, known);
  }
  return known;
}

/** Asked for every step, and the same few each time. */
const normalized = new Map<string, string>();
const MAX_NORMALIZED = 1024;

function normalize(name: string): string {
  const slash = name.lastIndexOf('/');
  const bare = (slash >= 0 ? name.slice(slash + 1) : name).toLowerCase();
  return bare.startsWith('shared_') ? bare.replace(/^(shared_.{1,80}?)_\d{1,3}$/, '$1') : bare;
}

/** What is known of a connector; undefined for custom and unknown ones. Accepts a path or a connection key as well. */
export function connectorInfo(name: string | undefined): ConnectorInfo | undefined {
  if (!name) return undefined;
  table ??= build();
  return table.get(normalizeApiName(name));
}

/** A connector's name for people: `Office 365 Outlook`; unknown ones as their API name without `shared_`. */
export function connectorName(name: string): string {
  return connectorInfo(name)?.displayName ?? normalizeApiName(name).replace(/^shared_/, '');
}
