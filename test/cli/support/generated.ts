// Generated solutions in a repository, and changes of them: flows that pass secrets to each other, calls across solutions.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { flowText, type Steps } from '../../harness/flowBuilder.ts';
import { frameSolution } from '../../harness/solutionFrame.ts';
import { put } from './repository.ts';

const SOLUTIONS = ['orders', 'sales stück'];
const EACH = 5;
const ALL = SOLUTIONS.length * EACH;

interface FlowPlan {
  readonly reads: boolean;
  readonly answers: boolean;
  readonly mails: boolean;
  /** Numbers of the flows that it calls. */
  readonly calls: readonly number[];
}

const flow = fc.record({
  ...{ reads: fc.boolean(), answers: fc.boolean(), mails: fc.boolean() },
  calls: fc.uniqueArray(fc.nat(ALL - 1), { maxLength: 2 }),
});

const idOf = (at: number): string => `0a1b2c3d-1111-2222-3333-${String(at).padStart(12, '0')}`;
const folderOf = (at: number): string => SOLUTIONS[Math.floor(at / EACH)]!;
const fileOf = (at: number, title = 'Flow'): string =>
  `${folderOf(at)}/Workflows/${title} ${at}-${idOf(at).toUpperCase()}.json`;

const host = (connector: string, operationId: string) => ({
  connectionName: `shared_${connector}`,
  operationId,
  apiId: `/providers/Microsoft.PowerApps/apis/shared_${connector}`,
});

/** Secrets come from a vault, go to the flows that it calls and, where it answers, to those that call it. */
function textOf({ reads, answers, mails, calls }: FlowPlan): string {
  const first = calls[0];
  const secret = reads
    ? "@outputs('Get_secret')?['body/value']"
    : first === undefined
      ? 'none'
      : `@outputs('Call_${first}')?['body/key']`;
  const steps: [boolean, string, Steps[string]][] = [
    [
      reads,
      'Get_secret',
      {
        type: 'OpenApiConnection',
        inputs: { host: host('keyvault', 'GetSecret'), parameters: { secretName: 'key' } },
      },
    ],
    ...calls.map((id): [boolean, string, Steps[string]] => [
      true,
      `Call_${id}`,
      {
        type: 'Workflow',
        inputs: { host: { workflowReferenceName: idOf(id) }, body: { text: reads ? secret : 'a' } },
      },
    ]),
    [
      mails,
      'Mail',
      {
        type: 'OpenApiConnection',
        inputs: { host: host('office365', 'SendEmailV2'), parameters: { 'emailMessage/Body': secret } },
      },
    ],
    [true, 'Note', { type: 'Compose', inputs: secret }],
    [
      answers,
      'Respond',
      { type: 'Response', kind: 'PowerApp', inputs: { statusCode: 200, body: { key: secret } } },
    ],
  ];
  const actions: Record<string, Steps[string]> = {};
  let before: string | undefined;
  for (const [wanted, name, step] of steps) {
    if (!wanted) continue;
    actions[name] = { ...step, runAfter: before === undefined ? {} : { [before]: ['Succeeded'] } };
    before = name;
  }
  const schema = { type: 'object', properties: { text: { type: 'string', title: 'Key' } }, required: [] };
  const triggers = { manual: { type: 'Request', kind: 'Button', inputs: { schema } } };
  return flowText({ actions, triggers, spareConnections: false });
}

const customizations = (...references: string[]): string =>
  `<ImportExportXml><Workflows /><connectionreferences>${references
    .map((one) => `<connectionreference connectionreferencelogicalname="${one}" />`)
    .join('')}</connectionreferences></ImportExportXml>`;

export function filesOf(plans: readonly FlowPlan[]): Record<string, string> {
  const files: Record<string, string> = {};
  for (const folder of SOLUTIONS) {
    const own = plans.flatMap((plan, at) => (folderOf(at) === folder ? [[fileOf(at), textOf(plan)]] : []));
    const framed = {
      ...Object.fromEntries(own),
      [`${folder}/Other/Customizations.xml`]: customizations('abc_keyvault'),
    };
    Object.assign(files, frameSolution(folder.slice(0, 5), framed));
  }
  return files;
}

/** A work tree: its files, and what a change is to make `--changed` tell of. */
export interface World {
  readonly plans: FlowPlan[];
  readonly files: Record<string, string>;
  readonly told: Set<string>;
  readonly titles: Map<number, string>;
}

const here = ({ titles }: World, at: number): string => fileOf(at, titles.get(at));

/** A flow, and those that call it, themselves or through others. */
export function tellUpwards(world: World, at: number): void {
  const seen = new Set<number>();
  for (const left = [at]; left.length > 0; ) {
    const id = left.pop()!;
    if (seen.has(id)) continue;
    seen.add(id);
    world.told.add(here(world, id));
    for (const [caller, { calls }] of world.plans.entries()) if (calls.includes(id)) left.push(caller);
  }
}

function tellBeside(world: World, folder: string): void {
  for (const name of Object.keys(world.files))
    if (name.startsWith(`${folder}/`) && name.endsWith('.xml')) world.told.add(name);
}

export const CHANGES: Readonly<Record<string, (world: World, at: number, plan: FlowPlan) => void>> = {
  edited(world, at, plan) {
    // Who called it before is asked for what it was: calls are told by what they are now.
    world.plans[at] = plan;
    world.files[here(world, at)] = textOf(plan);
    tellUpwards(world, at);
  },
  renamed(world, at) {
    const before = here(world, at);
    world.titles.set(at, 'Ünïcode flow');
    world.files[here(world, at)] = world.files[before]!;
    delete world.files[before];
    tellUpwards(world, at);
    tellBeside(world, folderOf(at));
  },
  removed(world, at) {
    delete world.files[here(world, at)];
    world.plans[at] = { ...world.plans[at]!, calls: [] };
    tellUpwards(world, at);
    tellBeside(world, folderOf(at));
  },
  'turned off'(world, at) {
    const name = `${here(world, at)}.data.xml`;
    world.files[name] = world.files[name]!.replace('<StateCode>1<', '<StateCode>0<');
    world.told.add(name);
    tellUpwards(world, at);
  },
  'exported again'(world, at) {
    const name = `${folderOf(at)}/Other/Solution.xml`;
    world.files[name] = world.files[name]!.replace('1.0.0.3', '1.0.0.4');
    world.told.add(name);
  },
  'a reference declared'(world, at) {
    const name = `${folderOf(at)}/Other/Customizations.xml`;
    world.files[name] = customizations('abc_keyvault', 'abc_office365');
    world.told.add(name);
    for (const file of Object.keys(world.files))
      if (file.startsWith(`${folderOf(at)}/Workflows/`) && file.endsWith('.json')) world.told.add(file);
  },
  configured(world, at) {
    world.files[`${folderOf(at)}/lockkeeper.config.json`] = '{ "profile": "pedantic" }';
    for (const file of Object.keys(world.files))
      if (file.startsWith(`${folderOf(at)}/`)) world.told.add(file);
  },
};

const change = fc.record({ kind: fc.constantFrom(...Object.keys(CHANGES)), at: fc.nat(ALL - 1), plan: flow });
/** A first version, and what is changed in it. */
export const rounds = fc.record({
  plans: fc.array(flow, { minLength: ALL, maxLength: ALL }),
  changes: fc.uniqueArray(change, { minLength: 1, maxLength: 3, selector: ({ at }) => at }),
});

/** Makes the work tree what it is to be: `before` are the files that lie there. */
export async function writeWorld(
  cwd: string,
  before: Record<string, string>,
  files: Record<string, string>,
): Promise<void> {
  for (const name of Object.keys(before)) if (files[name] === undefined) await rm(join(cwd, name));
  await put(cwd, Object.fromEntries(Object.entries(files).filter(([name, text]) => before[name] !== text)));
}
