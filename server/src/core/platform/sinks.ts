import { normalizeApiName } from './connectors.ts';
import type { OperationRef, ParameterLookup } from './operationRef.ts';

/** A place other people read: what is written there leaves the flow. */
export interface Sink {
  readonly label: string;
}

// By connector: pattern of the operation id, what it makes. The first that fits counts.
const SINKS: ReadonlyMap<string, readonly (readonly [RegExp, string])[]> = new Map(
  Object.entries({
    shared_office365: [
      [/^(?:sendemail|sharedmailboxsendemail|replyto|forward|draftemail|updatedraft|senddraft)/, 'mail'],
      [/^(?:sendmailwithoptions|sendapprovalmail|sendapprovalemail)/, 'mail'],
      [/^(?:v\d)?calendar(?:post|patch)|^(?:create|update)(?:event|meeting)/, 'calendar event'],
      [/^contact(?:post|patch)/, 'contact'],
    ],
    shared_outlook: [[/^(?:v\d)?(?:sendemail|replyto|forward|sendmail|sendapproval)/, 'mail']],
    shared_sendmail: [[/^sendemail/, 'mail']],
    shared_smtp: [[/^sendemail/, 'mail']],
    shared_sendgrid: [[/^(?:send|v\d_send|sendemail)/, 'mail']],
    shared_acsemail: [[/^send/, 'mail']],
    shared_gmail: [[/^(?:send|reply)/, 'mail']],
    shared_office365groupsmail: [[/^(?:post|reply|create|update)/, 'mail to a group']],
    shared_teams: [
      [/^(?:post|reply|subscribeuser|createchat|sendmicrosoftgraph|update.{0,40}card)/, 'Teams message'],
      [/^createteamsmeeting/, 'Teams meeting'],
    ],
    shared_approvals: [[/^(?:create|startandwait)/, 'approval']],
    shared_flowpush: [
      [/^sendemail/, 'mail'],
      [/^send/, 'push notification'],
    ],
    shared_powerappsnotification: [[/^send/, 'push notification']],
    shared_powerappsnotificationv2: [[/^send/, 'push notification']],
    shared_sharepointonline: [
      [/^(?:post|patch)item$|^(?:create|update)(?:list)?item|^patchfileitem/, 'SharePoint item'],
      [/^createattachment/, 'attachment of a SharePoint item'],
      [/^(?:create|update)file|^createnewdocumentset|^appendfile/, 'file in SharePoint'],
    ],
    shared_onedriveforbusiness: [[/^(?:create|update|append)file/, 'file in OneDrive']],
    shared_onedrive: [[/^(?:create|update|append)file/, 'file in OneDrive']],
    shared_azureblob: [[/^(?:create|update)(?:file|block)/, 'blob']],
    shared_azurefile: [[/^(?:create|update)file/, 'file']],
    shared_ftp: [[/^(?:create|update)file/, 'file on an FTP server']],
    shared_sftp: [[/^(?:create|update)file/, 'file on an SFTP server']],
    shared_sftpwithssh: [[/^(?:create|update|append)file/, 'file on an SFTP server']],
    shared_filesystem: [[/^(?:create|update|append)file/, 'file']],
    shared_dropbox: [[/^(?:create|update)file/, 'file in Dropbox']],
    shared_googledrive: [[/^(?:create|update)file/, 'file in Google Drive']],
    shared_box: [[/^(?:create|update)file/, 'file in Box']],
    shared_amazons3: [[/^(?:create|update|put)/, 'file in Amazon S3']],
    shared_commondataserviceforapps: [
      [/^(?:create|update|updateonly|upsert)record/, 'Dataverse row'],
      [/^updateentityfile/, 'file in a Dataverse row'],
    ],
    shared_commondataservice: [[/^(?:post|patch)item/, 'Dataverse row']],
    shared_dynamicscrmonline: [[/^(?:post|patch)item/, 'Dynamics 365 row']],
    shared_excelonlinebusiness: [[/^(?:addrow|patchitem|postitem|createtable)/, 'Excel row']],
    shared_excelonline: [[/^(?:addrow|patchitem|postitem)/, 'Excel row']],
    shared_googlesheet: [[/^(?:post|patch)/, 'Google Sheets row']],
    shared_sql: [[/^(?:post|patch)item/, 'database row']],
    shared_postgresql: [[/^(?:post|patch)item/, 'database row']],
    shared_mysql: [[/^(?:post|patch)item/, 'database row']],
    shared_oracle: [[/^(?:post|patch)item/, 'database row']],
    shared_azuretables: [[/^(?:insert|create|replace|merge|update)/, 'table row']],
    shared_documentdb: [[/^(?:create|replace|put)/, 'Cosmos DB document']],
    shared_wordonlinebusiness: [[/^createfileitem/, 'Word document']],
    shared_planner: [[/^(?:create|update)task/, 'Planner task']],
    shared_todo: [[/^(?:create|update)/, 'to-do task']],
    shared_outlooktasks: [[/^(?:create|update)/, 'task']],
    shared_onenote: [[/^(?:create|update|post)/, 'OneNote page']],
    shared_yammer: [[/^post/, 'Viva Engage message']],
    shared_slack: [[/^(?:post|chat)/, 'Slack message']],
    shared_webex: [[/^(?:create|post|send)/, 'Webex message']],
    shared_twilio: [[/^send/, 'text message']],
    shared_azurecommunicationservicessms: [[/^send/, 'text message']],
    shared_acschat: [[/^send/, 'chat message']],
    shared_twitter: [[/^(?:post|tweet)/, 'post']],
    shared_github: [[/^(?:create|update)(?:issue|pullrequest|comment|repositorydispatch)/, 'GitHub item']],
    shared_visualstudioteamservices: [[/^(?:create|update)workitem|^sendhttp/, 'Azure DevOps work item']],
    shared_jira: [[/^(?:create|edit|update|addcomment)/, 'Jira issue']],
    'shared_service-now': [[/^(?:create|update)/, 'ServiceNow record']],
    shared_trello: [[/^(?:create|update|add)/, 'Trello card']],
    shared_todoist: [[/^(?:create|update)/, 'task']],
    shared_zendesk: [[/^(?:post|patch)item/, 'Zendesk item']],
    shared_salesforce: [[/^(?:post|patch)item/, 'Salesforce record']],
    shared_eventhubs: [[/^send/, 'event']],
    shared_servicebus: [[/^send/, 'queue message']],
    shared_azurequeues: [[/^putmessage/, 'queue message']],
    shared_powerbi: [[/^addrows/, 'Power BI rows']],
    shared_azureloganalyticsdatacollector: [[/^send/, 'log entry']],
  }),
);

// Old form, without operation id: connector, method, path.
const OLD_SINKS: readonly (readonly [RegExp, RegExp, string])[] = [
  [/^(?:shared_)?(?:office365|outlook)$/, /^(?:\/v\d)?\/mail(?:\/|$)|\/approvalmail/i, 'mail'],
  [/^(?:shared_)?smtp$/, /^\/sendemail/i, 'mail'],
  [/^(?:shared_)?slack$/, /^\/(?:v\d\/)?chat\.postmessage/i, 'Slack message'],
  [/^(?:shared_)?teams$/, /\/messages|\/chats|flowbot/i, 'Teams message'],
  [/^(?:shared_)?sharepointonline$/, /\/tables\/.{0,400}\/items/i, 'SharePoint item'],
  [/^(?:shared_)?sharepointonline$/, /\/files/i, 'file in SharePoint'],
  [/^(?:shared_)?(?:onedrive|onedriveforbusiness)$/, /\/files/i, 'file in OneDrive'],
  [/^(?:shared_)?azureblob$/, /\/files/i, 'blob'],
  [/^(?:shared_)?sql$/, /\/tables\/.{0,400}\/items/i, 'database row'],
  [/^(?:shared_)?(?:commondataservice|dynamicscrmonline)$/, /\/tables\/.{0,400}\/items/i, 'Dataverse row'],
];

/** Dataverse actions that store their inputs in plain text, by their name in lower case. */
const STORING_ACTIONS: ReadonlyMap<string, string> = new Map([
  // Of the ALM Accelerator and its like: creates a variable of any type, or sets its value.
  ['upsertenvironmentvariable', 'plain-text environment variable'],
]);

/**
 * Does the operation put its inputs where other people read them: a mail, a message, a list item, a row, a file? `lookup` is
 * asked only where a parameter decides.
 */
export function sinkOf(op: OperationRef, lookup?: ParameterLookup): Sink | undefined {
  const api = op.apiName ? normalizeApiName(op.apiName) : '';
  const id = op.operationId?.toLowerCase() ?? '';
  if (api === 'shared_commondataserviceforapps' && id.startsWith('performunboundaction')) {
    const label = STORING_ACTIONS.get(lookup?.('actionName')?.toLowerCase() ?? '');
    return label === undefined ? undefined : { label };
  }
  if (id !== '') {
    for (const [pattern, label] of SINKS.get(api) ?? []) if (pattern.test(id)) return { label };
    return undefined;
  }
  if (!op.path || !/^(?:post|patch|put)$/i.test(op.method ?? '')) return undefined;
  const path = op.path.slice(0, 600);
  for (const [connector, pattern, label] of OLD_SINKS)
    if (connector.test(api) && pattern.test(path)) return { label };
  return undefined;
}
