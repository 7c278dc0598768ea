import { describe, expect, it } from 'vitest';
import { analyzer } from '../../../../../test/harness/check.ts';
import { FAKES } from '../../../../../test/harness/fakes.ts';
import { compose, flowText, type Steps } from '../../../../../test/harness/flowBuilder.ts';
import { expectLinear } from '../../../../../test/harness/growth.ts';
import { Project } from '../../workspace/project/index.ts';
import { symbolsMatching } from './index.ts';

function projectOf(...flows: readonly Steps[]): Project {
  const project = new Project({ analyzer, today: () => '2026-01-01' });
  for (const [index, actions] of flows.entries()) {
    const text = flowText({ triggers: {}, actions });
    project.check(`file:///Workflows/Flow${index}.json`, { kind: 'text', text });
  }
  return project;
}
const names = (project: Project, query: string): string[] =>
  symbolsMatching(project, query).map(({ name }) => name);

describe('symbols', () => {
  const project = projectOf({
    Post_it: compose(1),
    Repost: compose(1),
    Do_post: compose(1),
    Post: compose(1),
    Pick_one_set: compose(1),
    Stop: compose(1),
  });
  it('stand in the order of how close they are', () => {
    expect(names(project, 'post')).toEqual(['Post', 'Post it', 'Do post', 'Repost', 'Pick one set']);
    expect(names(project, 'pse')).toEqual(['Pick one set']);
    expect(names(project, 'flow0')).toEqual(['Flow0']);
  });
  it('hide nothing and tell no secret', () => {
    const token = FAKES.githubToken!;
    const found = names(projectOf({ '': compose(1), 'a\u202eb': compose(1), [token]: compose(1) }), '');
    expect(found).toContain('(no name)');
    expect(found).toContain('a\ufffdb');
    expect(found.join()).not.toContain(token.slice(4, 14));
  });
});

it('takes time in proportion to the number of names, whatever is asked', () => {
  const ready = new Map<number, Project>();
  expectLinear((size) => {
    const steps = Array.from({ length: size }, (_, index) => [`Step_${index}_of_many`, compose(1)] as const);
    const project = ready.get(size) ?? projectOf(Object.fromEntries(steps));
    ready.set(size, project);
    for (const query of ['', 'step', 'sofmny', 'z'.repeat(10_000)]) symbolsMatching(project, query);
  }, 400);
});
