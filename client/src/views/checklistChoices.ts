import { commands, Disposable, type Memento } from 'vscode';
import * as l10n from '../l10n/index.ts';
import { input } from '../notify/index.ts';
import type { TreeOptions } from '../protocol.ts';

type Grouping = NonNullable<TreeOptions['groupBy']>;

const GROUPINGS: readonly {
  readonly grouping: Grouping;
  readonly command: string;
  readonly words: string;
}[] = [
  { grouping: 'flow', command: 'lockkeeper.groupByFlow', words: '' },
  { grouping: 'severity', command: 'lockkeeper.groupBySeverity', words: l10n.t('by severity') },
  { grouping: 'rule', command: 'lockkeeper.groupByRule', words: l10n.t('by rule') },
];

/** Of the setting in the workspace's memory and of the context key that menus test. */
const GROUP_KEY = 'lockkeeper.checklist.groupBy';
const FILTER_KEY = 'lockkeeper.checklist.filter';

/** How the checklist is grouped, kept with the workspace, and the text that filters it, which is not: a part would pass for all. */
export class ChecklistChoices implements Disposable {
  readonly #memory: Memento;
  readonly #onChange: () => void;
  readonly #commands: Disposable;
  #filter = '';

  constructor(memory: Memento, onChange: () => void) {
    this.#memory = memory;
    this.#onChange = onChange;
    this.#updateContext();
    this.#commands = Disposable.from(
      ...GROUPINGS.map(({ grouping, command }) =>
        commands.registerCommand(command, async () => {
          await memory.update(GROUP_KEY, grouping);
          this.#changed();
        }),
      ),
      commands.registerCommand('lockkeeper.filterByText', (text?: unknown) => this.#ask(text)),
      commands.registerCommand('lockkeeper.clearTextFilter', () => this.#set('')),
    );
  }

  get options(): Pick<TreeOptions, 'groupBy' | 'filter'> {
    return { groupBy: this.#grouping.grouping, filter: this.#filter };
  }

  /** Beside the title of the view; '' for the grouping that it begins with. */
  get words(): string {
    return this.#grouping.words;
  }

  dispose(): void {
    this.#commands.dispose();
  }

  get #grouping(): (typeof GROUPINGS)[number] {
    const kept = this.#memory.get(GROUP_KEY);
    return GROUPINGS.find(({ grouping }) => grouping === kept) ?? GROUPINGS[0]!;
  }

  /** `given`: the text, for callers that need not ask. */
  async #ask(given: unknown): Promise<void> {
    const text =
      typeof given === 'string'
        ? given
        : await input({
            title: l10n.t('Filter the Checklist'),
            prompt: l10n.t(
              'Words of a flow, a step, a rule or a message. All of them must fit; none shows everything.',
            ),
            value: this.#filter,
          });
    if (text !== undefined) this.#set(text);
  }

  #set(text: string): void {
    this.#filter = text.trim();
    this.#changed();
  }

  #changed(): void {
    this.#updateContext();
    this.#onChange();
  }

  #updateContext(): void {
    void commands.executeCommand('setContext', GROUP_KEY, this.#grouping.grouping);
    void commands.executeCommand('setContext', FILTER_KEY, this.#filter !== '');
  }
}
