// Renames within one flow: from each place that names a thing, in each form of a file, there and back.
import { describe, expect, it } from 'vitest';
import { check } from '../../../../../test/harness/check.ts';
import {
  compose,
  connector,
  flowText,
  foreach,
  initialize,
  inOrder,
  type Json,
  type Steps,
  setVariable,
} from '../../../../../test/harness/flowBuilder.ts';
import { namesOf } from '../../flow/names/index.ts';
import { applyEdits } from '../../text/textEdit.ts';
import { placesInFlow, symbolAt } from '../symbols/index.ts';
import { type FlowRename, renameInOneFlow } from './inOneFlow.ts';

const request: Steps = {
  manual: {
    type: 'Request',
    kind: 'Button',
    inputs: {
      schema: {
        type: 'object',
        properties: {
          text_1: { type: 'string', title: 'Case' },
          text: { type: 'string', title: 'Who' },
          bare: {},
        },
        required: ['text_1'],
      },
    },
  },
};
const actions = inOrder({
  Start: initialize('total', 1, 'integer'),
  Set: setVariable('total', "@variables('total')"),
  Send: connector('office365', 'SendEmailV2', { a: "@parameters('Site')", b: "@{parameters('Site')}/x" }),
  Loop: foreach("@outputs('Send')", { Note: compose("@items('Loop')") }),
  Last: compose("@concat(triggerBody()?['text_1'], outputs('manual'), outputs('Loop'))"),
  Raw: compose("@parameters('$connections')['shared_office365']['connectionId']"),
});
const parameters: Steps = { Site: { type: 'String', defaultValue: 'x' }, Other: { type: 'String' } };
const TEXT = flowText({ triggers: request, actions, parameters });

const unicode = (name: string): string =>
  [...name].map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
const FORMS: Record<string, string> = {
  indented: TEXT,
  'on one line': JSON.stringify(JSON.parse(TEXT)),
  'with a byte order mark and CRLF': `\ufeff${TEXT.replaceAll('\n', '\r\n')}`,
};

function renameAt(text: string, needle: string, behind = 1): FlowRename {
  const analysis = check(text);
  const at = text.indexOf(needle);
  expect(at, needle).toBeGreaterThan(0);
  const symbol = symbolAt(analysis, at + behind)!;
  return renameInOneFlow(symbol.flow!, symbol);
}
function renamed(text: string, needle: string, to: string, behind?: number): string {
  const edits = renameAt(text, needle, behind).to(to);
  if (typeof edits === 'string') throw new Error(edits);
  return applyEdits(text, edits);
}

const NAME = `It's "Ünï" (1)`;
/** What is renamed, a place that names it, and its new name. */
const CASES = [
  ['Send', `"Send"`, NAME],
  ['Send', `outputs('Send`, NAME],
  ['Loop', `items('Loop`, NAME],
  ['Loop', `"Loop"`, 'loop'],
  ['total', `"total"`, NAME],
  ['total', `variables('total`, NAME],
  ['Site', `"Site"`, NAME],
  ['Site', `parameters('Site`, NAME],
  ['shared_office365', `"shared_office365": {`, 'shared_mail-1'],
  ['shared_office365', `['shared_office365`, 'Mail.2'],
  ['manual', `outputs('manual`, NAME],
] as const;

describe.each(Object.entries(FORMS))('in a flow %s', (_, text) => {
  it.each(CASES)('%s at %s becomes %s with all that names it, and back, to the byte', (from, needle, to) => {
    const place = text.includes(needle) ? needle : needle.replace(': {', ':{');
    const rename = renameAt(text, place, place.length - (place.startsWith('"') ? place.length - 1 : 1));
    expect(rename).toMatchObject({ name: from, refused: undefined, otherSpellings: 0 });
    const edits = rename.to(to) as readonly { span: { start: number; end: number } }[];
    const there = applyEdits(text, rename.to(to) as never);
    expect(there).not.toBe(text);
    const { flow } = check(there).flows[0]!;
    const kind = symbolAt(
      check(text),
      text.indexOf(place) + 1 + (place.startsWith('"') ? 0 : place.length - 2),
    )!.kind;
    expect(placesInFlow(flow, { kind, name: to })).toHaveLength(edits.length);
    const back = renameInOneFlow(flow, {
      kind,
      name: to,
      span: placesInFlow(flow, { kind, name: to })[0]!.span,
      flow,
    }).to(from);
    expect(applyEdits(there, back as never)).toBe(text);
  });

  it('an input gets another title, from each place, and keeps its key', () => {
    for (const [needle, behind] of [
      ['"text_1"', 2],
      ["['text_1", 3],
      ['"Case"', 2],
    ] as const) {
      expect(renameAt(text, needle, behind).name).toBe('Case');
      const there = renamed(text, needle, NAME, behind);
      const [input] = namesOf(check(there).flows[0]!.flow).inputs;
      expect(input).toMatchObject({ key: 'text_1', title: NAME });
      expect(renamed(there, needle === '"Case"' ? '"text_1"' : needle, 'Case', behind)).toBe(text);
    }
  });

  it('all else stays, and so do the findings', () => {
    const before = check(text).findings.map((one) => `${one.ruleId} ${one.severity}`);
    for (const [, needle, to] of CASES.filter(([, one]) => text.includes(one))) {
      const after = check(renamed(text, needle, to, needle.startsWith('"') ? 1 : needle.length - 1));
      expect(
        after.findings.map((one) => `${one.ruleId} ${one.severity}`),
        needle,
      ).toEqual(before);
    }
  });
});

it('an escaped name is found and written plainly', () => {
  const text = TEXT.replaceAll('total', unicode('total'));
  const there = renamed(text, unicode('total'), 'sum', 3);
  expect(JSON.parse(there)).toEqual(JSON.parse(TEXT.replaceAll('total', 'sum')));
  expect(renamed(there, '"sum"', 'total')).toBe(TEXT);
});

it('the value that a template gives a parameter beside the definition goes with it', () => {
  const model = JSON.parse(TEXT);
  model.properties.parameters = { SITE: { value: 'x' }, Other: { value: 'y' } };
  const there = JSON.parse(renamed(JSON.stringify(model), '"Site"', 'Place')).properties;
  expect(Object.keys(there.parameters)).toEqual(['Place', 'Other']);
  expect(Object.keys(there.definition.parameters)).toContain('Place');
});

it('places in other letters are counted, and get the letters of the definition', () => {
  const text = TEXT.replace("variables('total')", "variables('TOTAL')").replace(
    "outputs('Send')",
    "outputs('send')",
  );
  expect(renameAt(text, '"total"').otherSpellings).toBe(1);
  expect(renameAt(text, "outputs('send", 10)).toMatchObject({ name: 'Send', otherSpellings: 1 });
  const there = renamed(text, '"total"', 'sum');
  expect(renamed(there, '"sum"', 'total')).toBe(text.replace("'TOTAL'", "'total'"));
});

it('only the name of a Request trigger is known beyond the flow', () => {
  expect(renameAt(TEXT, '"manual"').warning).toBe(
    '"manual" is part of the URL that starts the flow: whoever calls it needs the new one.',
  );
  const text = flowText({ actions });
  expect(renameAt(text, '"Recurrence": {').warning).toBeUndefined();
  expect(renamed(text, '"Recurrence": {', 'Daily')).toBe(text.replace('"Recurrence": {', '"Daily": {'));
});

describe('a rename is refused', () => {
  const to = (needle: string, name: string, text = TEXT, behind = 1): unknown => {
    const rename = renameAt(text, needle, behind);
    const edits = rename.to(name);
    return typeof edits === 'string' ? edits : `${edits.length} edits`;
  };
  const textOf = (more: Steps, extra: Json = {}): string => {
    const model = JSON.parse(flowText({ triggers: request, actions: { ...actions, ...more }, parameters }));
    Object.assign(model.properties.definition, extra);
    return JSON.stringify(model);
  };

  it('where the new name is none, or is taken', () => {
    expect(to('"Site"', ' ')).toBe('Type a name: a parameter cannot have an empty one.');
    expect(to('"Site"', 'a\n')).toBe(
      'A name cannot begin or end with a blank, nor have line breaks or tabs in it.',
    );
    expect(to('"Site"', '@{x}')).toBe('A name cannot be an expression.');
    expect(to('"Site"', '$x')).toBe('The platform keeps names that begin with "$" for itself.');
    expect(to('"Site"', 'OTHER')).toBe('The flow has a parameter "OTHER" already.');
    expect(to('"Site"', 'gone', textOf({ X: compose("@parameters('Gone')") }))).toBe(
      'The flow refers to "gone" already, which is not there: declare that first.',
    );
    expect(to('"shared_office365":', '')).toBe('Type a key: a connection cannot have an empty one.');
    expect(to('"shared_office365":', 'a b')).toBe(
      'A key takes letters, digits, "_", "-" and ".", at most 200 of them.',
    );
    expect(to('"shared_office365":', 'Shared_Teams')).toBe(
      'The flow has a connection "Shared_Teams" already.',
    );
    const gone = textOf({ X: compose("@parameters('$connections')['gone']['connectionId']") });
    expect(to('"shared_office365":', 'gone', gone)).toBe(
      'The flow names "gone" already, which is not there: declare that first.',
    );
    expect(to('"Case"', 'WHO')).toBe('The trigger has an input "WHO" already.');
    expect(to('"Case"', '')).toBe('Type a name: an input cannot have an empty one.');
    expect(to('"manual"', 'send')).toBe('The flow has a step "send" already.');
    expect(to('"Send"', 'MANUAL')).toBe('The flow has a step "MANUAL" already.');
    for (const needle of ['"Site"', '"shared_office365":', '"Case"', '"manual"'])
      expect(to(needle, renameAt(TEXT, needle).name)).toBe('0 edits');
  });

  it('where the platform, callers or environments know the name', () => {
    expect(renameAt(TEXT, '"$connections"').refused).toBe(
      'The platform fills in "$connections" by this name.',
    );
    expect(renameAt(TEXT, '"bare"').refused).toBe(
      '"bare" has no title, and its key is what callers send: it stays.',
    );
    expect(renameAt(TEXT, '"abc_office365"').refused).toContain('logical name, which stays');
    const call = textOf({
      Call: { type: 'Workflow', inputs: { host: { workflowReferenceName: 'a-b' }, body: { text_9: 1 } } },
    });
    expect(renameAt(call, '"a-b"').refused).toBe(
      'A flow is called by its id, which stays when the flow is renamed.',
    );
    expect(renameAt(call, '"text_9"').refused).toContain('rename its title in the flow that is called');
  });

  it('where not all places can be told', () => {
    const refused = (needle: string, more: Steps): unknown => renameAt(textOf(more), needle).refused;
    const computed = { X: compose("@parameters(outputs('Send'))") };
    expect(refused('"Site"', computed)).toBe(
      '"X" works out the name of a parameter at run time, which may be "Site".',
    );
    expect(refused('"shared_office365":', computed)).toContain(
      'names a connection in a way that is not known',
    );
    expect(refused('"shared_office365":', { X: compose("@parameters('$connections')") })).toContain(
      'not known',
    );
    expect(
      refused('"shared_office365":', { X: { type: 'New', inputs: { connectionName: 'Shared_Office365' } } }),
    ).toContain('not known');
    const broken = (inner: string) => ({ X: compose(`@concat(${inner}, `) });
    expect(refused('"Site"', broken("parameters('Site')"))).toContain('an expression that does not parse');
    expect(refused('"total"', broken("variables('total')"))).toContain('an expression that does not parse');
    expect(refused('"shared_office365":', broken("parameters('$connections')"))).toContain('does not parse');
    expect(refused('"manual"', broken("outputs('manual')"))).toContain('does not parse');
    expect(refused('"Site"', broken("'x'"))).toBeUndefined();
    expect(refused('"shared_office365":', broken("'x'"))).toBeUndefined();
    expect(refused('"manual"', { Manual: compose(1) })).toContain('cannot be told which step of that name');
  });

  it('of what is not defined, or several times', () => {
    const text = textOf({
      X: compose("@concat(outputs('no'), variables('nov'), parameters('nop'), triggerBody()?['noi'])"),
      Y: connector('none', 'A', {}),
    });
    expect(renameAt(text, "('no')", 3).refused).toBe('The flow has no step "no".');
    expect(renameAt(text, "('nov", 3).refused).toBe('The flow initialises no variable "nov".');
    expect(renameAt(text, "('nop", 3).refused).toBe('The flow declares no parameter "nop".');
    expect(renameAt(text, "['noi", 3).refused).toBe('The trigger declares no input "noi".');
    expect(renameAt(text, '"shared_none"').refused).toBe('The file declares no connection "shared_none".');
    const twice = textOf({ S: { type: 'Scope', actions: { Send: compose(1) } } });
    expect(renameAt(twice, "outputs('Send", 10).refused).toBe(
      'Several steps are called "Send": rename one of them at its own place.',
    );
  });

  it('in a damaged file', () => {
    const text = TEXT.slice(0, -5);
    for (const needle of ['"Site"', '"shared_office365":', '"Case"', '"manual"', '"total"', '"Send"'])
      expect(renameAt(text, needle).refused, needle).toBe('The file is damaged: repair its JSON first.');
  });
});
