// Invariant 3 under load: real flows with risks planted into them, so that every safe fix meets every kind of step.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check, holdFixInvariants } from '../harness/check.ts';
import { FAKES } from '../harness/fakes.ts';
import { type CorpusFile, corpusFiles, hasCorpus, skipNote } from './load.ts';

const SEED = 20260802;
const FLOWS = 40;
const RUNS_PER_FLOW = 10;
/** Milliseconds for one flow; what is not done by then is left out. */
const PER_FLOW = 250;

type JsonObject = { [key: string]: unknown };

interface Planting {
  /** Which step, as a part of all. */
  readonly at: number;
  readonly what: (step: JsonObject) => void;
}

const secured = (properties: unknown) => (step: JsonObject) => {
  if (isWrittenAlready(step)) return;
  const configuration = isObject(step.runtimeConfiguration) ? step.runtimeConfiguration : {};
  step.runtimeConfiguration = { ...configuration, secureData: { properties } };
};

/** One mistake a step: of several the rule tells the first, and the next one after the first is repaired. */
const isWrittenAlready = (step: JsonObject): boolean => JSON.stringify(step).includes('secureData');

const PLANTINGS: readonly ((step: JsonObject) => void)[] = [
  secured(['inputs']),
  secured(['outputs']),
  secured(['inputs', 'outputs']),
  secured(['Inputs', 'outputs']),
  secured(['inputs', 'inputs']),
  secured('inputs'),
  secured([]),
  (step) => {
    if (isWrittenAlready(step)) return;
    step.secureData = { properties: ['inputs'] };
  },
  (step) => {
    step.trackedProperties = { state: 'done' };
  },
  (step) => {
    step.type = 'Http';
    step.inputs = {
      method: 'GET',
      uri: 'https://api.contoso.example/',
      headers: { 'x-api-key': FAKES.hex32 },
    };
  },
  (step) => {
    step.type = 'Http';
    step.inputs = { method: 'GET', uri: 'https://contoso.vault.azure.net/secrets/a?api-version=7.4' };
  },
  (step) => {
    step.type = 'OpenApiConnection';
    step.inputs = {
      host: {
        connectionName: 'shared_keyvault',
        operationId: 'GetSecret',
        apiId: '/providers/Microsoft.PowerApps/apis/shared_keyvault',
      },
      parameters: { secretName: 'a' },
    };
  },
  (step) => {
    step.type = 'Compose';
    step.inputs = { kept: "@outputs('Read_it')?['body/value']" };
  },
  (step) => {
    delete step.runtimeConfiguration;
  },
];

const planting: fc.Arbitrary<Planting> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  what: fc.constantFrom(...PLANTINGS),
});

/** How the file is written: fixes must follow each style. */
const style = fc.constantFrom<(value: unknown) => string>(
  (value) => JSON.stringify(value),
  (value) => JSON.stringify(value, undefined, 2),
  (value) => JSON.stringify(value, undefined, '\t').replaceAll('\n', '\r\n'),
  (value) => `\uFEFF${JSON.stringify(value, undefined, 4)}\n`,
);

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Every step object of a file, wherever its definition stands. */
function stepsOf(value: unknown, found: JsonObject[] = []): JsonObject[] {
  if (Array.isArray(value)) for (const one of value) stepsOf(one, found);
  if (!isObject(value)) return found;
  for (const [key, one] of Object.entries(value)) {
    const steps = (key === 'actions' || key === 'triggers') && isObject(one);
    if (steps) for (const step of Object.values(one)) if (isObject(step) && 'type' in step) found.push(step);
    stepsOf(one, found);
  }
  return found;
}

function planted(
  file: CorpusFile,
  plantings: readonly Planting[],
  write: (value: unknown) => string,
): string {
  const value: unknown = JSON.parse(file.text.replace(/^\uFEFF/, ''));
  const steps = stepsOf(value);
  for (const { at, what } of plantings) {
    const step = steps[Math.floor(at * steps.length)];
    if (step !== undefined) what(step);
  }
  return write(value);
}

function chosen(): CorpusFile[] {
  const files = corpusFiles().filter(
    ({ text }) => text.includes('workflowdefinition.json') && text.length < 60_000,
  );
  const step = files.length / FLOWS;
  return Array.from({ length: FLOWS }, (_, index) => files[Math.floor(index * step)]!);
}

describe.skipIf(!hasCorpus)(`fixes for risks planted into flows of the corpus${skipNote}`, () => {
  it('hold the invariants, in every style of writing', () => {
    let cases = 0;
    const repaired = new Map<string, number>();
    for (const [index, file] of (hasCorpus ? chosen() : []).entries()) {
      const property = fc.property(
        fc.array(planting, { minLength: 2, maxLength: 6 }),
        style,
        (plantings, write) => {
          const text = planted(file, plantings, write);
          cases += holdFixInvariants(text);
          for (const { ruleId, fix } of check(text).findings)
            if (fix === 'safe') repaired.set(ruleId, (repaired.get(ruleId) ?? 0) + 1);
        },
      );
      try {
        fc.assert(property, {
          seed: SEED + index,
          numRuns: RUNS_PER_FLOW,
          interruptAfterTimeLimit: PER_FLOW,
          markInterruptAsFailure: false,
        });
      } catch (error) {
        throw new Error(`${file.name}: ${error instanceof Error ? error.message : error}`, { cause: error });
      }
    }
    process.stdout.write(`planted risks: ${cases} fixes of ${repaired.size} rules with safe ones\n`);
    expect(cases).toBeGreaterThan(50);
    expect([...repaired.keys()]).toEqual(
      expect.arrayContaining(['secret-read-unsecured', 'secure-data-malformed', 'secure-data-unsupported']),
    );
  });
});
