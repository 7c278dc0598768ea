import { expect, it } from 'vitest';
import { FAKES } from '../../../test/harness/fakes.ts';
import { createAnalyzer, DEFAULT_CONFIG, Project } from '../core/index.ts';
import { MANIFEST } from '../core/solution/testing.ts';
import { BesideChecks } from './besideChecks.ts';
import type { ConfigStore } from './config.ts';
import type { OpenDocuments } from './documents.ts';
import type { Diagnostics } from './features/diagnostics.ts';
import type { Trees } from './trees/trees.ts';

const ROOT = 'file:///w';
const VARIABLE = `${ROOT}/environmentvariabledefinitions/abc_ApiKey/environmentvariabledefinition.xml`;
const SETTINGS = `${ROOT}/config/deploymentSettings.json`;

/** A solution with a secret in two files, and configs that are read anew as often as `readings` says while they are asked for. */
function session(readings: number) {
  const project = new Project({ analyzer: createAnalyzer(), today: () => '2026-08-01' });
  const take = (uri: string, text: string): void => project.take(uri, { kind: 'text', text });
  take(`${ROOT}/Other/Solution.xml`, MANIFEST);
  take(
    VARIABLE,
    `<environmentvariabledefinition schemaname="abc_ApiKey"><defaultvalue>${FAKES.hex32}</defaultvalue><type>100000000</type></environmentvariabledefinition>`,
  );
  take(
    SETTINGS,
    JSON.stringify({
      EnvironmentVariables: [{ SchemaName: 'abc_ApiKey', Value: FAKES.hex32 }],
      ConnectionReferences: [],
    }),
  );
  project.allListed();
  let generation = 0;
  const reload = (): void => {
    generation++;
    project.forgetSettings();
  };
  const config = {
    get generation() {
      return generation;
    },
    of: async (key: string) => {
      const excluding = { ...DEFAULT_CONFIG, exclude: ['config/**'] };
      const settings = { enabled: true, config: excluding, base: ROOT, maxFileSize: 1e6 };
      project.configure(key, settings);
      if (key === SETTINGS && generation < readings) reload();
      return settings;
    },
  } as unknown as ConfigStore;
  const published: string[] = [];
  let drawn = 0;
  const checks = new BesideChecks({
    ...{ project, config },
    documents: { get: () => undefined, uriOf: (key: string) => key } as unknown as OpenDocuments,
    diagnostics: {
      publishInSolution: (key: string) => published.push(key),
      setSolutionFailures() {},
    } as unknown as Diagnostics,
    trees: { findingsChanged: () => drawn++ } as unknown as Trees,
    safe: { background() {} } as never,
    pause: async () => {},
  });
  return { checks, published, reload, drawn: () => drawn };
}

it('starts over when the configs are read anew meanwhile, and tells by the newest alone', async () => {
  const { checks, published } = session(2);
  await checks.run();
  expect(published).toContain(VARIABLE);
  expect(published).not.toContain(SETTINGS);
  expect((await checks.findingsIn(VARIABLE)).length).toBeGreaterThan(0);
});

it('has the trees drawn anew after each new config, and not without', async () => {
  const { checks, reload, drawn } = session(0);
  await checks.run();
  expect(drawn()).toBe(1);
  await checks.run();
  expect(drawn()).toBe(1);
  reload();
  await checks.run();
  expect(drawn()).toBe(2);
});
