// The walkthrough of the manifest: each of its steps can be done, and VS Code learns that it was.
import { describe, expect, it } from 'vitest';
import { exists, manifest, read, sourcesBelow, withoutComments } from './sources.ts';

interface Step {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly media: { readonly svg?: string; readonly altText?: string };
  readonly completionEvents?: readonly string[];
}

interface Contributions {
  readonly walkthroughs: readonly { readonly id: string; readonly steps: readonly Step[] }[];
  readonly commands: readonly { readonly command: string }[];
  readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
}

const { contributes } = manifest<{ readonly contributes: Contributions }>();
const steps = contributes.walkthroughs.flatMap((one) => one.steps);
const views = Object.values(contributes.views).flatMap((all) => all.map(({ id }) => id));
const client = sourcesBelow('client/src')
  .map((file) => withoutComments(read(file)))
  .join('\n');

/** What can be called: commands of the manifest, those that VS Code makes for each view, and VS Code's own. */
const isCommand = (id: string): boolean =>
  contributes.commands.some(({ command }) => command === id) ||
  views.some((view) => id === `${view}.focus`) ||
  /^(?:workbench\.action\.files\.openFolder)$/.test(id);

/** Context keys that the client sets, by their names: in full, or behind the prefix that `done` puts in front. */
const isSet = (key: string): boolean => {
  const short = key.replace(/^lockkeeper\./, '');
  return client.includes(`'${key}'`) || client.includes(`done('${short}')`);
};

const buttonsOf = ({ description }: Step): string[] =>
  [...description.matchAll(/^\[[^\]]+\]\(command:([\w.]+)[^)]*\)$/gm)].map((match) => match[1]!);

/** Why a completion event would never come; undefined when it can. */
function faultOf(event: string): string | undefined {
  const [kind, what = ''] = [event.slice(0, event.indexOf(':')), event.slice(event.indexOf(':') + 1)];
  const isKnown = { onCommand: isCommand, onView: (id: string) => views.includes(id), onContext: isSet }[
    kind
  ];
  return isKnown?.(what) ? undefined : event;
}

describe('the walkthrough', () => {
  it('has six steps, and the client opens it and its steps by their names', () => {
    expect(steps.map(({ id }) => id)).toEqual([
      ...['open', 'finding', 'repair', 'preview', 'connections', 'pipeline'],
    ]);
    const own = read('client/src/walkthrough/index.ts');
    for (const [, id] of own.matchAll(/const (?:WALKTHROUGH|AFTER_OPENING) = '(\w+)'/g))
      expect([...steps, ...contributes.walkthroughs].map((one) => one.id)).toContain(id);
  });

  it.each(steps.map((step) => [step.id, step] as const))('step %s is done by doing', (_, step) => {
    const buttons = buttonsOf(step);
    expect(buttons.length).toBeGreaterThan(0);
    expect(buttons.filter((id) => !isCommand(id))).toEqual([]);
    // Without an event VS Code takes a step for done that was only looked at.
    expect(step.completionEvents?.length).toBeGreaterThan(0);
    expect(step.completionEvents!.flatMap((event) => faultOf(event) ?? [])).toEqual([]);
    // VS Code shows no Markdown in these texts but links.
    expect(step.description).not.toMatch(/[`*_]/);
  });

  it('takes no event for one that comes which nobody sends', () => {
    const dead = [
      'onCommand:lockkeeper.gone',
      'onView:lockkeeper.gone',
      'onContext:lockkeeper.gone',
      'onGone:x',
    ];
    expect(dead.flatMap((event) => faultOf(event) ?? [])).toEqual(dead);
  });

  it('has one picture a step, small, in the colours of whatever theme, that loads nothing', () => {
    for (const { media } of steps) {
      expect(media.altText).toMatch(/^[A-Z].*\.$/);
      expect(exists(media.svg!)).toBe(true);
      const svg = read(media.svg!);
      expect(svg.length).toBeLessThan(20_000);
      expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
      // VS Code's page lets no style in and no address out; a colour stands behind a variable of the theme, if at all.
      expect(svg).not.toMatch(/<(?:style|script|image|use)|style=|href/);
      const colours = [...svg.matchAll(/(?:fill|stroke)="([^"]+)"/g)].map((match) => match[1]!);
      expect(colours.filter((one) => one !== 'none' && !one.startsWith('var(--vscode-'))).toEqual([]);
    }
    expect(new Set(steps.map(({ media }) => media.svg)).size).toBe(steps.length);
  });
});
