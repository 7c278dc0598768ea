// An expression over lines, and back: what nobody changed stays as it is, byte by byte.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compose, flowText } from '../../../../../test/harness/flowBuilder.ts';
import { expectLinear } from '../../../../../test/harness/growth.ts';
import { DEFAULT_CONFIG } from '../../config/index.ts';
import { parseJson } from '../../json/parse.ts';
import { applyEdits } from '../../text/textEdit.ts';
import { lookAt } from '../../workspace/look.ts';
import { PeekLook, partOf, peekNode, peekSaved, peekTargetsAt, peekText } from './index.ts';

const LONG =
  "@concat(toUpper(coalesce(triggerBody()?['customer']?['name'], 'nobody')), ' ', if(equals(variables('x'), 1), 'one', 'more'))";

/** A JSON text of one string, with the document of it. */
function opened(raw: string, hole: number | null = null) {
  const tree = parseJson(`{"a":${raw}}`);
  const source = tree.string(1);
  const place = { pointer: '/a', hole, source };
  return { tree, place, text: peekText(place) };
}

/** The JSON after a document was edited; what is wrong where it does not parse. */
function saved(raw: string, edit: (text: string) => string, hole: number | null = null): string {
  const { tree, place, text } = opened(raw, hole);
  const result = peekSaved(tree, 1, place, edit(text!));
  if (result === undefined || result.kind === 'broken') return `broken: ${result?.message}`;
  const after = applyEdits(tree.text, result.edits);
  expect(JSON.parse(after)).toEqual({ a: result.source });
  return after.slice(5, -1);
}
const same = (text: string): string => text;
const json = (text: string): string => JSON.stringify(text);

describe('the layout', () => {
  it('has a line for each argument of a call that is too long for one', () => {
    expect(opened(json(LONG)).text).toBe(
      [
        '@concat(',
        "  toUpper(coalesce(triggerBody()?['customer']?['name'], 'nobody')),",
        "  ' ',",
        "  if(equals(variables('x'), 1), 'one', 'more')",
        ')',
        '',
      ].join('\n'),
    );
  });

  it('leaves short ones, texts between expressions and what does not parse as they are', () => {
    for (const text of ["@concat('a', 'b')", `Dear @{triggerBody()?['name']},\n\n  bye `, '@concat('])
      expect(opened(json(text)).text).toBe(`${text}\n`);
    expect(opened(json(`x @{concat('a','b')} y`), 0).text).toBe("concat('a','b')\n");
  });
});

describe('the way back', () => {
  it('changes nothing where nothing was changed', () => {
    const cases = [
      json(LONG),
      json(LONG.replaceAll(', ', ' ,\t')),
      json(`a @{${LONG.slice(1)}} b\r\n@{ triggerBody() }\n`),
      `"@concat(\\u0027a\\u0027,\\u0020'b',${Array.from({ length: 30 }, (_, at) => `'${at}'`).join(',')})"`,
      '"@@{x} @{json(\'{\\"a\\":\\"b\\"}\')}"',
      json('@concat('),
      // As long as the longest that people wrote.
      json(`@concat(${Array.from({ length: 4000 }, (_, at) => `toLower('${at}')`).join(', ')})`),
    ];
    for (const raw of cases) {
      expect(saved(raw, same)).toBe(raw);
      // Editors write the line ends of their machine, and take the last one off.
      expect(saved(raw, (text) => text.replaceAll('\n', '\r\n'))).toBe(raw);
      if (!raw.endsWith('\\n"')) expect(saved(raw, (text) => text.slice(0, -1))).toBe(raw);
    }
  });

  it('takes out the white space of the layout, and keeps all other', () => {
    expect(saved(json(LONG), (text) => text.replace('nobody', 'somebody'))).toBe(
      json(LONG.replace('nobody', 'somebody')),
    );
    expect(saved(json(LONG), (text) => text.replace("  ' ',\n", "  ' ',\n  ' - ',\n"))).toBe(
      json(LONG.replace("' ', ", "' ', ' - ', ")),
    );
    const tight = LONG.replaceAll(', ', ',');
    expect(saved(json(tight), (text) => text.replace("  ' ',\n", "  ' ',\n  guid( ),\n"))).toBe(
      json(tight.replace("' ',", "' ',guid( ),")),
    );
    // Other lines than those of the layout.
    expect(
      saved(json(LONG), (text) =>
        text.replace('(equals', '(\n      equals').replace('@concat(\n  ', '@concat('),
      ),
    ).toBe(json(LONG));
  });

  it('leaves literals as they are, with their line ends and escapes', () => {
    const raw = json(`@concat('It''s "x"\r\n a,  b', ${LONG.slice(1)})`).replace('It', '\\u0049t');
    expect(saved(raw, (text) => text.replace('nobody', 'n"o')).replace('n\\"o', 'nobody')).toBe(raw);
    expect(saved(json('a\r\nb @{guid()} c'), (text) => text.replace('a\n', 'a\nx\n'))).toBe(
      json('a\r\nx\r\nb @{guid()} c'),
    );
    expect(saved('"@concat(\\u0027a\\u0027)"', (text) => text.replace("'a'", "'a','b'"))).toBe(
      '"@concat(\\u0027a\\u0027,\\u0027b\\u0027)"',
    );
  });

  it('writes one hole and nothing else', () => {
    const text = "a @{concat('x','y')} b @{guid()} c";
    expect(saved(json(text), () => "concat(\n  'x',\n  'z'\n)\n", 0)).toBe(
      json("a @{concat('x','z')} b @{guid()} c"),
    );
    expect(saved(json(text), () => "string('}')", 1)).toBe(json("a @{concat('x','y')} b @{string('}')} c"));
  });

  it('refuses what does not parse', () => {
    expect(saved(json(LONG), (text) => text.replace("'one'", "'one"))).toMatch(/^broken: /);
    expect(saved(json('a @{guid()} b'), () => 'guid()} @{guid()', 0)).toBe(
      'broken: a brace ends the expression here',
    );
    expect(saved(json('a @{guid()} b'), () => '', 0)).toMatch(/^broken: /);
    expect(saved(json('@concat('), (text) => `${text} `)).toMatch(/^broken: /);
  });

  it('of any edit is the text without the lines of the layout', () => {
    const word = fc.constantFrom("'a'", "'x  y'", '1', 'true', "variables('v')", "'\n'", "'it''s'");
    const expr = fc.letrec<{ one: string; call: string }>((tie) => ({
      one: fc.oneof({ maxDepth: 4 }, word, tie('call')),
      call: fc
        .tuple(
          fc.constantFrom('concat', 'coalesce', 'createArray'),
          fc.array(tie('one'), { minLength: 1, maxLength: 5 }),
          fc.constantFrom(',', ', ', ' , '),
        )
        .map(([name, args, comma]) => `${name}(${args.join(comma)})`),
    })).call;
    fc.assert(
      fc.property(expr, expr, fc.boolean(), (from, to, isHole) => {
        const of = (one: string): string => (isHole ? `t @{${one}} u` : `@${one}`);
        const raw = json(of(from));
        expect(saved(raw, same, isHole ? 0 : null)).toBe(raw);
        const next = opened(json(of(to)), isHole ? 0 : null).text!;
        const after = JSON.parse(saved(raw, () => next, isHole ? 0 : null)) as string;
        // Equal but for white space between tokens; literals to the letter.
        const bare = (text: string): string => text.replace(/('(?:[^']|'')*')|\s+/g, '$1');
        expect(bare(after)).toBe(bare(of(to)));
      }),
      { numRuns: 200 },
    );
  });

  it('takes time in proportion to the expression', () => {
    const texts = new Map<number, string>();
    expectLinear((size) => {
      const raw =
        texts.get(size) ??
        json(`@concat(${Array.from({ length: size }, (_, at) => `toLower('${at}')`).join(', ')})`);
      texts.set(size, raw);
      expect(
        saved(raw, (text) => text.replace("'5'", "'five'").replace(`'${size - 5}'`, "'late'")),
      ).toContain('five');
    }, 1000);
  });
});

describe('a flow', () => {
  const TEXT = `Order @{triggerBody()?['id']} of "@{${LONG.slice(1)}}"`;
  const text = flowText({ actions: { Mail: compose({ body: TEXT, plain: 'no expression' }) } });
  const look = lookAt({ uri: 'file:///Workflows/A.json', text }, { config: DEFAULT_CONFIG });
  const { tree } = look.document;

  it('tells what can be opened at a place: the hole there, or each, and the whole', () => {
    const at = text.indexOf('Order @{');
    expect(peekTargetsAt(look, at)).toEqual({
      pointer: '/properties/definition/actions/Mail/inputs/body',
      targets: [
        { hole: 0, label: "triggerBody()?['id']" },
        { hole: 1, label: expect.stringMatching(/^concat\(.*…$/) },
        { hole: null, label: 'The whole text' },
      ],
    });
    expect(peekTargetsAt(look, text.indexOf('nobody'))?.targets.map(({ hole }) => hole)).toEqual([1, null]);
    expect(peekTargetsAt(look, text.indexOf('no expression'))).toBeUndefined();
    expect(peekTargetsAt(look, 0)).toBeUndefined();
  });

  it('with the document in place has the same offsets as the document', () => {
    const place = { ...peekTargetsAt(look, text.indexOf('nobody'))!, hole: 1, source: TEXT };
    const node = peekNode(tree, place)!;
    const shown = peekText(place)!;
    const inPlace = new PeekLook(tree, node, partOf(TEXT, 1)!, shown);
    const other = look.again(inPlace.text).document.tree;
    const offset = inPlace.inFlow(other, shown.indexOf('nobody'));
    expect(inPlace.text.slice(offset, offset + 6)).toBe('nobody');
    const span = inPlace.inDocument(other, { start: offset, end: offset + 6 })!;
    expect(shown.slice(span.start, span.end)).toBe('nobody');
    expect(inPlace.inDocument(other, { start: 0, end: 5 })).toBeUndefined();
    expect(peekNode(tree, { ...place, source: `${TEXT}x` })).toBeUndefined();
  });
});
