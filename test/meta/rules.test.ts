// What all rules have in common: registered, documented, tested, and worded alike.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { FIX_KINDS, onlySecures } from '../../server/src/core/fixes/kinds.ts';
import { docsUrl } from '../../server/src/core/index.ts';
import { PROFILES } from '../../server/src/core/ruleMeta.ts';
import { RULES } from '../../server/src/core/rules/index.ts';
import { pageOf } from '../../server/src/core/rules/pages.ts';
import type { Rule } from '../../server/src/core/rules/rule.ts';
import { MAX_TITLE } from '../../server/src/core/text/shortTitle.ts';
import { check, ids } from '../harness/check.ts';
import { configFor } from '../harness/exampleConfig.ts';
import { fixtureConfig } from '../harness/ruleConfig.ts';
import { unreadFixture } from '../harness/ruleFixtures.ts';
import { checkFiles, readSolutionFixture } from '../harness/solutionFixture.ts';
import { holdTitles } from '../harness/titles.ts';
import { fileOf, jsonBlocks, solutionAround, solutionBlocks, solutionOf } from './examples.ts';
import { FOLDER, fixtureFindings, fixtures, ruleFolders, solutionFixtures } from './fixtureFindings.ts';
import { exists, read, repoRoot } from './sources.ts';

const HEADINGS = [
  '## What it finds',
  '## Why it matters',
  '## Example',
  '## How to repair',
  '## When to ignore it',
  '## References',
];
const CATEGORIES = ['secrets', 'exposure', 'access', 'portability', 'solution', 'integrity', 'reliability'];
const metas = RULES.map(({ meta }) => meta);

describe('the registry', () => {
  it('holds every folder of rules, under its name, once', () => {
    const registered = metas.map(({ id }) => id);
    const missing = ruleFolders().filter((folder) => !registered.includes(folder));
    expect(missing, 'add the lines of these to rules/registry.ts').toEqual([]);
    expect(registered).toEqual(ruleFolders());
    for (const list of ['registry.ts', 'pageRegistry.ts'])
      expect(read(`${FOLDER}/${list}`).match(/^export /gm), list).toHaveLength(registered.length);
  });

  it('names the kinds of repair of each rule that has some', () => {
    const without = metas.filter(({ fix, kinds }) => (fix === null) !== (kinds === undefined));
    expect(without.map(({ id }) => id)).toEqual([]);
    for (const { id, kinds = [] } of metas) expect(kinds, id).toEqual([...new Set(kinds)]);
    const unused = [...FIX_KINDS.keys()].filter((kind) => !metas.some(({ kinds }) => kinds?.includes(kind)));
    expect(unused).toEqual([]);
  });

  it('names no other kind than the repairs are of', () => {
    const declared = new Map(metas.map(({ id, kinds = [] }) => [id, kinds]));
    const other = fixtureFindings.flatMap(({ finding, fixes }) =>
      fixes.flatMap(({ kind }) =>
        declared.get(finding.ruleId)?.includes(kind) ? [] : [`${finding.ruleId}: ${kind}`],
      ),
    );
    expect([...new Set(other)]).toEqual([]);
  });
});

describe.each(RULES.map((rule): [string, Rule] => [rule.meta.id, rule]))('%s', (id, rule) => {
  const { meta } = rule;
  const names = [
    ...fixtures.filter((fixture) => fixture.rule === id).map(({ name }) => name),
    ...solutionFixtures(id),
  ];
  const hooks = Object.entries(rule.visit).flatMap(([hook, one]) => (one === undefined ? [] : [hook]));
  /** Flows alone do not show what it finds: its fixtures and its page are about a solution. */
  const onSolutions =
    hooks.every((hook) => hook === 'solution') ||
    (names.length > 0 && names.every((name) => name.endsWith('.solution')));

  it('has complete facts', () => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(CATEGORIES).toContain(meta.category);
    expect(['error', 'warning', 'info', 'hint']).toContain(meta.severity);
    expect(PROFILES).toContain(meta.profile);
    expect([null, 'safe', 'review']).toContain(meta.fix);
    expect(meta.cwe ?? []).toEqual([...new Set(meta.cwe ?? [])].filter((one) => one > 0));
    expect(docsUrl(id)).toContain(id);
    expect(hooks).not.toEqual([]);
    const repairs = rule.fixes !== undefined;
    expect(repairs, 'fixes, exactly when the facts name one').toBe(meta.fix !== null);
  });

  it('has nothing left to fill in', () => {
    const files = readdirSync(path.join(repoRoot, FOLDER, id), { recursive: true, withFileTypes: true });
    const texts = files
      .filter((file) => file.isFile())
      .map((file) => path.relative(repoRoot, path.join(file.parentPath, file.name)));
    expect(texts.filter((file) => read(file).includes('FILL IN'))).toEqual([]);
  });

  it('has a title that is one plain line', () => {
    expect(meta.title).toMatch(/^[A-Z"`][^\n]{10,110}[^.!?\s]$/);
  });

  it('has tests, with files to accept and files to reject', () => {
    expect(exists(`${FOLDER}/${id}/rule.test.ts`)).toBe(true);
    const test = read(`${FOLDER}/${id}/rule.test.ts`);
    expect(test).toContain('ruleSuite(');
    if (onSolutions || hooks.includes('solution'))
      expect(names.filter((name) => name.endsWith('.solution'))).not.toEqual([]);
    expect(names.filter((name) => name.startsWith('accept-')).length).toBeGreaterThan(0);
    const rejected = names.filter((name) => name.startsWith('reject-'));
    expect(rejected.length).toBeGreaterThan(0);
    const found = (name: string): boolean =>
      fixtureFindings.some((one) => one.rule === id && one.name === name && one.finding.ruleId === id);
    expect(rejected.filter((name) => !found(name))).toEqual([]);
  });

  it('repairs what it says it repairs', () => {
    const own = fixtureFindings.filter(({ finding }) => finding.ruleId === id);
    const all = own.flatMap(({ fixes }) => fixes.map((fix) => fix.disposition));
    const best = all.includes('safe') ? 'safe' : all.includes('review') ? 'review' : null;
    expect(best, 'the best fix that any fixture gets').toBe(meta.fix);
    for (const { finding, fixes } of own) {
      const offered = fixes.map((fix) => fix.disposition);
      if (finding.fix === null) expect(offered, 'a finding without a fix').toEqual([]);
      else expect(offered, `a finding that promises ${finding.fix}`).toContain(finding.fix);
    }
  });

  describe('its page', () => {
    const page = pageOf(id)!;

    it('is bundled as it stands in the folder', () => {
      expect(exists(`${FOLDER}/${id}/README.md`)).toBe(true);
      expect(page).toBe(read(`${FOLDER}/${id}/README.md`));
    });

    it('has the headings that all pages have', () => {
      expect(page.split('\n')[0]).toBe(`# ${id}`);
      // Code may hold lines that look like headings.
      const text = page.replace(/^```[\s\S]*?^```$/gm, '');
      expect(text.match(/^## .*$/gm)).toEqual(HEADINGS);
    });

    it('says in its table what the facts say', () => {
      const rows = (page.match(/^\|.*\|$/gm) ?? []).map((row) => row.split('|').map((cell) => cell.trim()));
      expect(rows[0]?.slice(1, -1)).toEqual(['category', 'severity', 'profile', 'fix']);
      const cells = rows[2] ?? [];
      expect(cells[1]).toBe(meta.category);
      expect(cells[2]).toMatch(new RegExp(`\\b${meta.severity}\\b`));
      expect(cells[3]).toBe(meta.profile);
      expect(cells[4]).toMatch(new RegExp(`^${meta.fix ?? 'none'}\\b`));
    });

    it('names the options of the rule', () => {
      const unnamed = (meta.options ?? []).filter(({ name }) => !page.includes(`\`${name}\``));
      expect(unnamed).toEqual([]);
    });

    it('has an example that is found and one that is clean', () => {
      const section = /^## Example\n([\s\S]*?)^## /m.exec(page)?.[1] ?? '';
      const [bad, good] = onSolutions ? solutionBlocks(section) : jsonBlocks(section);
      expect(bad, 'a bad example').toBeDefined();
      expect(good, 'a good example').toBeDefined();
      const folder = path.join(repoRoot, FOLDER, id, 'fixtures');
      const config = fixtureConfig(folder, configFor(meta));
      if (onSolutions) {
        const others = `${FOLDER}/${id}/fixtures/example.files`;
        const files = exists(others) ? readSolutionFixture(read(others)).files : undefined;
        const made = (block: string) =>
          files === undefined ? solutionOf(block) : solutionAround(block, files);
        const findings = checkFiles(made(bad!), config).findings.map(({ finding }) => finding.ruleId);
        expect(findings).toContain(id);
        const left = checkFiles(made(good!)).findings.map(({ finding }) => describeFinding(finding));
        expect(left).toEqual([]);
        return;
      }
      // The page of a file's form speaks of files that are meant as flows.
      const options = { config, declaredAsFlow: true };
      const unread = names.map(unreadFixture).find((one) => one !== undefined);
      // Rules that compare find the bad one where the good one was before.
      const base = fileOf(good!);
      expect(ids(check(fileOf(bad!), { ...options, unread, base }))).toContain(id);
      expect(check(base, { ...options, config, base }).findings.map(describeFinding)).toEqual([]);
    });

    it('keeps its lines and links in shape', () => {
      expect(page).not.toMatch(/[!]\s*$/m);
      expect(page).not.toMatch(/\]\(http:/);
      expect(page).not.toMatch(/[ \t]+$/m);
      expect(page.endsWith('\n') && !page.endsWith('\n\n')).toBe(true);
    });
  });
});

const describeFinding = ({ ruleId, message }: { ruleId: string; message: string }): string =>
  `${ruleId}: ${message}`;

describe('the template of a rule', () => {
  const TEMPLATE = 'scripts/ruleTemplate';

  it('has the headings that all pages have', () => {
    expect(read(`${TEMPLATE}/README.md.txt`).match(/^## .*$/gm)).toEqual(HEADINGS);
  });

  it('is to be filled in, all but the test, which runs the suite', () => {
    const open = (file: string): boolean => read(`${TEMPLATE}/${file}`).includes('FILL IN');
    const files = readdirSync(path.join(repoRoot, TEMPLATE)).sort();
    expect(files.filter(open)).toEqual(['README.md.txt', 'cases.jsonc.txt', 'index.ts.txt']);
    expect(read(`${TEMPLATE}/rule.test.ts.txt`)).toBe(read(`${FOLDER}/sql-injection/rule.test.ts`));
  });
});

describe('the words of findings', () => {
  const texts = fixtureFindings.flatMap(({ rule, name, finding: { ruleId, message, hint }, related }) => [
    { what: `message of ${ruleId} in ${rule}/${name}`, text: message, ends: true },
    { what: `hint of ${ruleId} in ${rule}/${name}`, text: hint, ends: true },
    ...related.map((text) => ({
      what: `related message of ${ruleId} in ${rule}/${name}`,
      text,
      ends: false,
    })),
  ]);
  const titles = fixtureFindings.flatMap(({ rule, name, finding, fixes }) =>
    fixes.map(({ title }) => ({ what: `fix of ${finding.ruleId} in ${rule}/${name}`, text: title })),
  );
  const those = (
    list: readonly { what: string; text: string }[],
    wrong: (text: string) => boolean,
  ): string[] => list.filter(({ text }) => wrong(text)).map(({ what, text }) => `${what}: ${text}`);

  it('are there', () => {
    expect(texts.length).toBeGreaterThan(20);
    expect(those(texts, (text) => text.trim() !== text || text === '')).toEqual([]);
  });

  it('shout at nobody and do not hedge', () => {
    const quoted = /"[^"]*"/g;
    const plain = (text: string): string => text.replace(quoted, '""');
    expect(those([...texts, ...titles], (text) => plain(text).includes('!'))).toEqual([]);
    const hedges = /\b(?:may potentially|potentially|please|oops|sorry|simply|just|obviously)\b/i;
    expect(those([...texts, ...titles], (text) => hedges.test(plain(text)))).toEqual([]);
  });

  it('are sentences, and titles are none', () => {
    const full = texts.filter(({ ends }) => ends);
    expect(those(full, (text) => !/[.”"’')]$/.test(text) || !/\.["”’')]?$/.test(text))).toEqual([]);
    expect(those(full, (text) => !/^["`“A-Z]/.test(text))).toEqual([]);
    expect(those(full, (text) => /undefined|\[object|NaN|\{\{|\$\{/.test(text))).toEqual([]);
    expect(those(titles, (text) => /[.!?]$/.test(text) || !/^[A-Z]/.test(text))).toEqual([]);
  });

  it('name each repair of one problem differently', () => {
    const twice = fixtureFindings.filter(
      ({ fixes }) => new Set(fixes.map((fix) => fix.title)).size < fixes.length,
    );
    expect(twice.map(({ rule, name, fixes }) => [rule, name, fixes.map((fix) => fix.title)])).toEqual([]);
  });

  it('name each repair of one file differently, in a title that a list shows whole', () => {
    const count = fixtures.map(({ analysis }) => holdTitles(analysis)).reduce((a, b) => a + b, 0);
    expect(count).toBeGreaterThan(500);
  });

  it('say of a repair that only hides what it leaves open, and doubt nothing else', () => {
    const silent = fixtureFindings.flatMap(({ rule, name, fixes }) =>
      fixes
        .filter(({ kind, disposition, note = '' }) => {
          return disposition === 'review' && onlySecures(kind) && note === '';
        })
        .map((fix) => `${rule}/${name}: ${fix.title}`),
    );
    expect([...new Set(silent)]).toEqual([]);
  });

  it('fit into a tooltip', () => {
    expect(those(texts, (text) => text.length > 420)).toEqual([]);
    expect(those(titles, (text) => text.length > MAX_TITLE)).toEqual([]);
  });

  it('name the place: a step, a trigger, a parameter, or the file', () => {
    const messages = texts.filter(({ what }) => what.startsWith('message'));
    const names = /"[^"]+"|\b(?:file|flow|trigger|parameter|text|line|definition|JSON)\b/;
    expect(those(messages, (text) => !names.test(text))).toEqual([]);
  });
});
