import { commands, type Disposable, type Memento } from 'vscode';
import type { TreeName, TreeOptions } from '../protocol.ts';

type Toggle = keyof TreeOptions;

interface Definition {
  readonly tree: TreeName;
  readonly toggle: Toggle;
  readonly initially: boolean;
  readonly on: string;
  readonly off: string;
}

/** Each has two commands in the title bar, of which the one that changes something is there. */
const TOGGLES: readonly Definition[] = [
  {
    tree: 'connections',
    toggle: 'groupByConnector',
    initially: true,
    on: 'lockkeeper.groupByConnector',
    off: 'lockkeeper.listReferences',
  },
  {
    tree: 'connections',
    toggle: 'onlyProblems',
    initially: false,
    on: 'lockkeeper.filterConnections',
    off: 'lockkeeper.showAllConnections',
  },
  {
    tree: 'owners',
    toggle: 'onlyProblems',
    initially: false,
    on: 'lockkeeper.filterOwners',
    off: 'lockkeeper.showAllOwners',
  },
  {
    tree: 'checklist',
    toggle: 'onlyProblems',
    initially: false,
    on: 'lockkeeper.filterChecklist',
    off: 'lockkeeper.showAllPoints',
  },
];

/** Of the setting in the workspace's memory and of the context key that menus test. */
const keyOf = ({ tree, toggle }: Definition): string => `lockkeeper.${tree}.${toggle}`;

/** The toggles in the title bars, kept with the workspace. `onChange`: a tree is to be asked again. */
export class Toggles implements Disposable {
  readonly #memory: Memento;
  readonly #commands: Disposable[];

  constructor(memory: Memento, onChange: (tree: TreeName) => void) {
    this.#memory = memory;
    this.#commands = TOGGLES.flatMap((one) => {
      this.#updateContext(one);
      const set = (value: boolean) => async (): Promise<void> => {
        await memory.update(keyOf(one), value);
        this.#updateContext(one);
        onChange(one.tree);
      };
      return [commands.registerCommand(one.on, set(true)), commands.registerCommand(one.off, set(false))];
    });
  }

  optionsOf(tree: TreeName): TreeOptions {
    const own = TOGGLES.filter((one) => one.tree === tree);
    return Object.fromEntries(own.map((one) => [one.toggle, this.#valueOf(one)]));
  }

  dispose(): void {
    for (const one of this.#commands) one.dispose();
  }

  #valueOf(one: Definition): boolean {
    return this.#memory.get(keyOf(one), one.initially);
  }

  #updateContext(one: Definition): void {
    void commands.executeCommand('setContext', keyOf(one), this.#valueOf(one));
  }
}
