/**
 * Connectors and operations that their publisher has deprecated. Source of every entry: the connector's page in Microsoft's
 * reference (learn.microsoft.com/connectors/<name>), where titles end in "[DEPRECATED]"; read on pages as of March 2026. Not in
 * it: what is only superseded, or marked as legacy elsewhere.
 */

export interface Deprecated {
  /** What the publisher calls it, as the designer shows it. */
  readonly title: string;
  /** What to use instead; undefined where the publisher names nothing. */
  readonly successor: string | undefined;
}

/** Whole connectors, by name. */
const CONNECTORS: ReadonlyMap<string, Deprecated> = new Map(
  Object.entries({
    shared_commondataservice: { title: 'Microsoft Dataverse (legacy)', successor: 'Microsoft Dataverse' },
    // "Dynamics 365 (deprecated)" in the list of connectors of May 2025.
    shared_dynamicscrmonline: { title: 'Dynamics 365', successor: 'Microsoft Dataverse' },
  }),
);

type Entry = readonly [title: string, successor?: string];

/** By connector and operation id: title, and the successor where there is one. */
export const DEPRECATED: Readonly<Record<string, Readonly<Record<string, Entry>>>> = {
  shared_office365: {
    CalendarDeleteItem: ['Delete event', 'Delete event (V2)'],
    CalendarPatchItem: ['Update event (V1)', 'Update event (V4)'],
    CalendarPostItem: ['Create event (V1)', 'Create event (V4)'],
    ContactPatchItem: ['Update contact', 'Update contact (V2)'],
    CreateOnNewEmailSubscription: ['When a new email arrives (webhook)'],
    DeleteEmail: ['Delete email', 'Delete email (V2)'],
    ExportEmail: ['Export email', 'Export email (V2)'],
    FindMeetingTimes: ['Find meeting times', 'Find meeting times (V2)'],
    Flag: ['Flag email', 'Flag email (V2)'],
    ForwardEmail: ['Forward an email', 'Forward an email (V2)'],
    GetAttachment: ['Get attachment', 'Get Attachment (V2)'],
    GetEmail: ['Get email', 'Get email (V2)'],
    GetEmails: ['Get emails', 'Get emails (V3)'],
    GetEmailsV2: ['Get emails (V2)', 'Get emails (V3)'],
    GetEventsCalendarViewV2: ['Get calendar view of events (V2)', 'Get calendar view of events (V3)'],
    Move: ['Move email', 'Move email (V2)'],
    OnNewEmail: ['When a new email arrives', 'When a new email arrives (V3)'],
    OnNewEmailV2: ['When a new email arrives (V2)', 'When a new email arrives (V3)'],
    ReplyTo: ['Reply to email', 'Reply to email (V3)'],
    ReplyToV2: ['Reply to email (V2)', 'Reply to email (V3)'],
    RespondToEvent: ['Respond to an event invite', 'Respond to an event invite (V2)'],
    SendEmail: ['Send an email', 'Send an email (V2)'],
    SharedMailboxSendEmail: [
      'Send an email from a shared mailbox',
      'Send an email from a shared mailbox (V2)',
    ],
    V2CalendarPatchItem: ['Update event (V2)', 'Update event (V4)'],
    V2CalendarPostItem: ['Create event (V2)', 'Create event (V4)'],
    V3CalendarPatchItem: ['Update event (V3)', 'Update event (V4)'],
    V3CalendarPostItem: ['Create event (V3)', 'Create event (V4)'],
  },
  shared_outlook: {
    CalendarPostItem: ['Create event (V1)', 'Create event (V3)'],
    GetEmails: ['Get emails'],
    V2CalendarPostItem: ['Create event (V2)'],
  },
  shared_office365users: {
    DirectReports: ['Get direct reports (V1)', 'Get direct reports (V2)'],
    Manager: ['Get manager (V1)', 'Get manager (V2)'],
    MyProfile: ['Get my profile (V1)', 'Get my profile (V2)'],
    UserProfile: ['Get user profile (V1)', 'Get user profile (V2)'],
  },
  // The page of Teams names no successors; "Post message in a chat or channel" and "Post card in a chat or channel" do the same.
  shared_teams: {
    PostChannelAdaptiveCard: [
      'Post your own adaptive card as the Flow bot to a channel',
      'Post card in a chat or channel',
    ],
    PostChannelNotification: [
      'Post a message as the Flow bot to a channel',
      'Post message in a chat or channel',
    ],
    PostMessageToChannel: ['Post a message', 'Post message in a chat or channel'],
    PostMessageToChannelV2: ['Post a message (V2)', 'Post message in a chat or channel'],
    PostMessageToChannelV3: ['Post a message (V3)', 'Post message in a chat or channel'],
    PostReplyToMessage: ['Post a reply to a message', 'Reply with a message in a channel'],
    PostReplyToMessageV2: ['Post a reply to a message (V2)', 'Reply with a message in a channel'],
    PostUserNotification: ['Post a message as the Flow bot to a user', 'Post message in a chat or channel'],
    SubscribeChannelFlowContinuation: [
      'Post an Adaptive Card to a Teams channel and wait for a response',
      'Post adaptive card and wait for a response',
    ],
    SubscribeUserFlowContinuation: [
      'Post an Adaptive Card to a Teams user and wait for a response',
      'Post adaptive card and wait for a response',
    ],
  },
  shared_sql: {
    DeleteItem: ['Delete row', 'Delete row (V2)'],
    ExecutePassThroughNativeQuery: ['Execute a SQL query', 'Execute a SQL query (V2)'],
    GetItem: ['Get row', 'Get row (V2)'],
    GetItems: ['Get rows', 'Get rows (V2)'],
    PatchItem: ['Update row', 'Update row (V2)'],
    PostItem: ['Insert row', 'Insert row (V2)'],
  },
  shared_azureblob: {
    CopyFile: ['Copy blob', 'Copy blob (V2)'],
    CreateBlockBlob: ['Create block blob', 'Create block blob (V2)'],
    CreateFile: ['Create blob', 'Create blob (V2)'],
    CreateShareLinkByPath: ['Create SAS URI by path', 'Create SAS URI by path (V2)'],
    DeleteFile: ['Delete blob', 'Delete blob (V2)'],
    ExtractFolderV2: ['Extract archive to folder', 'Extract archive to folder (V2)'],
    GetFileContent: ['Get blob content', 'Get blob content (V2)'],
  },
  shared_excelonlinebusiness: { AddRow: ['Add a row into a table', 'the current "Add a row into a table"'] },
  shared_approvals: {
    approvalSubscribeV2: ['Start and wait for an approval', 'the current "Start and wait for an approval"'],
  },
  shared_planner: { CreateTask_V2: ['Create a task', 'the current "Create a task"'] },
  shared_smtp: {
    SendEmail: ['Send Email', 'Send Email (V3)'],
    SendEmailV2: ['Send Email', 'Send Email (V3)'],
  },
};

const byId = new Map<string, Deprecated>();
for (const [connector, operations] of Object.entries(DEPRECATED)) {
  for (const [id, [title, successor]] of Object.entries(operations))
    byId.set(`${connector}/${id.toLowerCase()}`, { title, successor });
}

/** The connector as its publisher deprecated it; undefined when it did not. `apiName`: lower-cased, `shared_...`. */
export function deprecatedConnector(apiName: string): Deprecated | undefined {
  return CONNECTORS.get(apiName);
}

/** The same for one operation of a connector that itself is current. Operation ids are compared without case. */
export function deprecatedOperation(apiName: string, operationId: string): Deprecated | undefined {
  return byId.get(`${apiName}/${operationId.toLowerCase()}`);
}
