// Owners of real solutions, when the corpus is there.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { corpusFolder as corpus, hasCorpus, skipNote } from '../../../../../test/corpus/folder.mjs';
import { openDocument } from '../../flow/index.ts';
import { SolutionFiles } from '../index.ts';
import { ownerFactsOfFlow, ownersOf } from './index.ts';
import type { FlowOwners, OwnerFact, SolutionOwners } from './types.ts';

describe.skipIf(!hasCorpus)(`owners in the corpus${skipNote}`, { timeout: 120_000 }, () => {
  const all: SolutionOwners[] = [];
  const texts = new Map<string, string>();

  beforeAll(() => {
    const files = new SolutionFiles();
    for (const entry of readdirSync(corpus, { recursive: true, withFileTypes: true })) {
      const file = path.join(entry.parentPath, entry.name);
      const uri = pathToFileURL(file).href;
      if (!entry.isFile() || !SolutionFiles.wants(uri)) continue;
      texts.set(uri, readFileSync(file, 'utf8'));
      files.set(uri, texts.get(uri)!);
    }
    for (const model of files.solutions()) {
      expect(model.ownerSources).toEqual({ flowOwners: [], codeOwners: [], inventories: [] });
      all.push(ownersOf(model, (uri) => ownerFactsOfFlow(openDocument({ uri, text: texts.get(uri)! }))));
    }
  }, 60_000);

  const flows = (): FlowOwners[] => all.flatMap((one) => one.flows);
  const facts = (): OwnerFact[] =>
    all.flatMap((one) => [...one.flows, ...one.connections].flatMap((other) => other.facts));

  it('stand where the facts say', () => {
    expect(facts().length).toBeGreaterThan(900);
    for (const { source, principal } of facts())
      expect(texts.get(source.uri)!.slice(source.span.start, source.span.end)).toContain(principal.name);
  });

  it('of the ALM Accelerator are filled in by its pipeline: nobody is taken for an owner', () => {
    const owners = facts().filter((one) => one.role === 'owner');
    expect(owners.length).toBeGreaterThan(350);
    expect(new Set(owners.map((one) => one.principal.form))).toEqual(new Set(['token']));
    expect(new Set(owners.map((one) => one.environment))).toEqual(new Set(['Prod', 'Test', 'Validation']));
    expect(
      all.flatMap((one) => [...one.flows, ...one.connections].flatMap((other) => other.conflicts)),
    ).toEqual([]);
  });

  it('of packages are the accounts of their connections and the creators', () => {
    const accounts = facts().filter((one) => one.sourceKind === 'package');
    expect(accounts.length).toBe(105);
    expect(new Set(accounts.map((one) => one.principal.form))).toEqual(new Set(['mail']));
    expect(facts().filter((one) => one.role === 'creator')).toHaveLength(44);
  });

  it('of all other flows could be recorded somewhere', () => {
    const free = flows().filter((one) => one.facts.every((fact) => fact.role !== 'owner'));
    expect(free.length).toBeGreaterThan(150);
    expect(free.every((one) => one.places.length > 0)).toBe(true);
  });
});
