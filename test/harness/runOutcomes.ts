// Runs a flow in the mind: which steps run, when some of them fail. For repairs that move steps around.
import type { Branch, FlowModel, Step } from '../../server/src/core/flow/model.ts';

type Status = 'succeeded' | 'failed' | 'skipped';

export interface RunResult {
  /** Names of the steps that ran, in the order of the file. */
  readonly ran: readonly string[];
  /** How the run ends. */
  readonly status: 'succeeded' | 'failed';
}

/**
 * One run: every step succeeds, those with a name in `fails` excepted. Of a condition all branches run, of a loop one round: what is
 * compared is the order of the steps and what follows on a failure.
 */
export function runOf(flow: FlowModel, fails: ReadonlySet<string>): RunResult {
  const ran = new Set<Step>();
  let ended: RunResult['status'] | undefined;

  /** The status of a list of actions: that of its last ones. */
  const runBranch = (branch: Branch): Status => {
    const statuses = new Map<string, Status>();
    const followed = new Set(
      branch.steps.flatMap((step) => step.runAfter.map(({ name }) => name.toLowerCase())),
    );
    for (const pending = [...branch.steps]; pending.length > 0 && ended === undefined; ) {
      const at = pending.findIndex((step) =>
        step.runAfter.every(({ name }) => statuses.has(name.toLowerCase())),
      );
      const [step] = pending.splice(at, 1);
      if (at < 0 || step === undefined) throw new Error('the steps run in a circle');
      const isWanted = step.runAfter.every(({ name, statuses: wanted }) =>
        wanted.includes(statuses.get(name.toLowerCase())!),
      );
      statuses.set(step.name.toLowerCase(), isWanted ? runStep(step) : 'skipped');
    }
    const hasFailed = [...statuses.values()].includes('failed');
    const last = branch.steps.filter((step) => !followed.has(step.name.toLowerCase()));
    const all = last.map((step) => statuses.get(step.name.toLowerCase()));
    if (all.includes('failed')) return 'failed';
    // What is skipped because nothing failed was a handler.
    return hasFailed && all.every((status) => status === 'skipped') ? 'failed' : 'succeeded';
  };

  const runStep = (step: Step): Status => {
    ran.add(step);
    if (fails.has(step.name)) return 'failed';
    if (step.lowerType === 'terminate') {
      const how = flow.tree.stringAt(step.inputs, 'runStatus')?.toLowerCase();
      ended = how === 'failed' ? 'failed' : 'succeeded';
      return 'succeeded';
    }
    const inner = step.branches.map(runBranch);
    return inner.includes('failed') ? 'failed' : 'succeeded';
  };

  const status = runBranch(flow.topLevel);
  return {
    ran: flow.actions.filter((step) => ran.has(step)).map(({ name }) => name),
    status: ended ?? (status === 'failed' ? 'failed' : 'succeeded'),
  };
}
