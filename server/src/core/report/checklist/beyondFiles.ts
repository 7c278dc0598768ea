/** What a checklist made from files cannot say: where to look, and how often. The page is docs/what-no-file-tells.md. */
export interface BeyondFiles {
  readonly what: string;
  readonly where: string;
  readonly often: string;
}

export const BEYOND_TITLE = 'What no file can tell';
export const BEYOND_INTRO =
  'These stand in no file of a solution. Look at them in the environment where the flows run.';

export const BEYOND_FILES: readonly BeyondFiles[] = [
  {
    what: 'Run-only users',
    where: 'Power Automate: the flow, Run only users',
    often: 'after each import',
  },
  {
    what: 'Co-owners and who shared the flow',
    where: 'Power Platform admin center: Environments, the environment, Resources, Flows',
    often: 'monthly',
  },
  {
    what: 'Connections that no longer sign in',
    where: 'Power Automate: Connections, Status',
    often: 'monthly, and when an owner leaves',
  },
  {
    what: 'Whether the flows run: failures, suspended flows',
    where: 'Power Platform admin center: Monitor, or Analytics, Power Automate',
    often: 'weekly',
  },
  {
    what: 'Who changed or shared a flow',
    where: 'Microsoft Purview: Audit, Power Automate activities',
    often: 'monthly',
  },
  {
    what: 'Sign-ins of the accounts that connections use',
    where: 'Entra admin center: Sign-in logs, filtered by the account',
    often: 'monthly',
  },
];

/** When to look next, a month after the day of the report: `Look again by 2026-12-28.`; '' for what is no date. */
export function lookAgain(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  if (!year || !month || !day) return '';
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const next = new Date(Date.UTC(year, month, Math.min(day, last)));
  return `Look again by ${next.toISOString().slice(0, 10)}.`;
}
