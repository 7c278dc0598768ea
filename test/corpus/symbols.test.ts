// Names of real flows: what a reference leads to, and renames that are taken back.
import { describe, expect, it } from 'vitest';
import { renameInOneFlow } from '../../server/src/core/editor/rename/inOneFlow.ts';
import { placesInFlow, symbolInFlow } from '../../server/src/core/editor/symbols/inFlow.ts';
import { mentionsOf } from '../../server/src/core/editor/symbols/mentions.ts';
import { openDocument } from '../../server/src/core/flow/index.ts';
import type { FlowModel } from '../../server/src/core/flow/model.ts';
import { applyEdits } from '../../server/src/core/text/textEdit.ts';
import { analyzer } from '../harness/check.ts';
import { corpusFiles, hasCorpus, skipNote } from './load.ts';

const WANTED = 1000;

interface Opened {
  readonly name: string;
  readonly text: string;
  readonly flow: FlowModel;
}

function opened(): Opened[] {
  return corpusFiles().flatMap(({ name, uri, text }) => {
    if (!analyzer.mayBeFlow(text)) return [];
    const { flows, tree } = openDocument({ uri, text });
    return flows.length === 1 && tree.problems.length === 0 ? [{ name, text, flow: flows[0]! }] : [];
  });
}

/** Each n-th of a list, so that about `count` are left, from all of its parts. */
function sampled<T>(all: readonly T[], count: number): T[] {
  const step = Math.max(1, Math.floor(all.length / count));
  return all.filter((_, index) => index % step === 0);
}

describe.skipIf(!hasCorpus)(`names of the corpus${skipNote}`, { timeout: 120_000 }, () => {
  const flows = opened();

  it('a reference leads to the step of its name, from where it stands in the text', () => {
    // Found in the bare text, by a pattern that knows nothing of trees, expressions or the index of names.
    const references = flows.flatMap((one) =>
      [...one.text.matchAll(/@\{?(?:outputs|body|actions)\('([^'"\\]+)'\)/g)].map((match) => ({
        ...one,
        name: match[1]!,
        offset: match.index + match[0].indexOf("'") + 1,
      })),
    );
    expect(references.length).toBeGreaterThan(WANTED);
    let found = 0;
    for (const { flow, text, name, offset } of sampled(references, WANTED)) {
      const symbol = symbolInFlow(flow, offset);
      // In a text that nobody evaluates.
      if (symbol === undefined) continue;
      expect(symbol.name).toBe(name);
      const definitions = placesInFlow(flow, symbol).filter((one) => one.role === 'definition');
      // A flow of hand may name what is not there.
      if (definitions.length === 0) continue;
      expect(definitions.length, name).toBe(1);
      const { span, whole } = definitions[0]!;
      expect(text.slice(span.start, span.end).toLowerCase()).toBe(name.toLowerCase());
      expect(JSON.parse(`{${text.slice(whole.start, whole.end)}}`)).toMatchObject({
        [text.slice(span.start, span.end)]: { type: expect.any(String) },
      });
      found++;
    }
    expect(found).toBeGreaterThan(WANTED * 0.97);
  });

  it('a name that is changed and changed back gives the same bytes, and all its places follow', () => {
    const definitions = flows.flatMap((one) =>
      mentionsOf(one.flow).flatMap((mention) => (mention.role === 'definition' ? [{ ...one, mention }] : [])),
    );
    const done = new Map<string, number>();
    let normalised = 0;
    const odd: string[] = [];
    for (const { flow, text, mention, name: file } of sampled(definitions, WANTED)) {
      const where = `${file}: ${mention.kind} ${mention.name}`;
      const [first] = placesInFlow(flow, mention).filter((one) => one.role === 'definition');
      const rename = renameInOneFlow(flow, symbolInFlow(flow, first!.span.start)!);
      if (rename.refused !== undefined) continue;
      const newName = mention.kind === 'connection' ? 'Renamed_7' : "Renamed's 7";
      const edits = rename.to(newName);
      if (typeof edits === 'string') throw new Error(`${where}: ${edits}`);
      const there = applyEdits(text, edits);
      const [now] = openDocument({ uri: 'file:///Workflows/There.json', text: there }).flows;
      const target = mention.kind === 'input' ? mention.name : newName;
      const places = placesInFlow(now!, { ...mention, name: target });
      expect(places.length, where).toBe(placesInFlow(flow, mention).length);
      const back = renameInOneFlow(now!, symbolInFlow(now!, places[0]!.span.start)!).to(rename.name);
      // What the platform once took and no rename writes: blanks at an end.
      if (typeof back === 'string') odd.push(`${where}: ${back}`);
      if (typeof back === 'string') continue;
      const again = applyEdits(there, back);
      if (rename.otherSpellings > 0) {
        normalised++;
        expect(again.toLowerCase(), where).toBe(text.toLowerCase());
      } else {
        expect(again === text, where).toBe(true);
      }
      done.set(mention.kind, (done.get(mention.kind) ?? 0) + 1);
    }
    expect(odd.length).toBeLessThan(3);
    expect(normalised).toBeLessThan(WANTED / 100);
    for (const kind of ['step', 'variable', 'parameter', 'connection', 'input'])
      expect(done.get(kind), kind).toBeGreaterThan(10);
  });
});
