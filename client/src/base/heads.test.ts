import { expect, it } from 'vitest';
import { Heads, type WatchedRepository } from './heads.ts';

/** Something that listeners are told of. */
class Told<T> {
  readonly listeners = new Set<(event: T) => unknown>();
  readonly listen = (listener: (event: T) => unknown) => {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  };
  tell(event: T): void {
    for (const listener of this.listeners) listener(event);
  }
}

function repository() {
  const changed = new Told<void>();
  const state = {
    HEAD: { commit: 'a' } as { commit?: string } | undefined,
    indexChanges: [] as { originalUri: string; renameUri: string | undefined }[],
    workingTreeChanges: [],
    onDidChange: changed.listen,
  };
  return { one: { state } as WatchedRepository, state, changed };
}

function watched() {
  const [opened, closed] = [new Told<WatchedRepository>(), new Told<WatchedRepository>()];
  const first = repository();
  let moves = 0;
  const heads = new Heads(
    {
      repositories: [first.one],
      onDidOpenRepository: opened.listen,
      onDidCloseRepository: closed.listen,
    },
    () => moves++,
  );
  return { ...first, opened, closed, heads, moves: () => moves };
}

it('tells of another commit, and of a rename, and of no other change', () => {
  const { state, changed, moves } = watched();
  changed.tell();
  state.indexChanges = [{ originalUri: 'A', renameUri: undefined }];
  changed.tell();
  expect(moves()).toBe(0);
  state.HEAD = { commit: 'b' };
  changed.tell();
  changed.tell();
  expect(moves()).toBe(1);
  state.indexChanges = [{ originalUri: 'A', renameUri: 'B' }];
  changed.tell();
  expect(moves()).toBe(2);
});

it('tells of repositories that come and go', () => {
  const { opened, closed, moves } = watched();
  const second = repository();
  opened.tell(second.one);
  expect(moves()).toBe(1);
  second.state.HEAD = undefined;
  second.changed.tell();
  expect(moves()).toBe(2);
  closed.tell(second.one);
  expect(moves()).toBe(3);
  expect(second.changed.listeners.size).toBe(0);
});

it('listens to nothing once it is disposed', () => {
  const { heads, opened, closed, changed } = watched();
  heads.dispose();
  expect([opened, closed, changed].map(({ listeners }) => listeners.size)).toEqual([0, 0, 0]);
});
