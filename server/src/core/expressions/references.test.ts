import { describe, expect, it } from 'vitest';
import {
  collectReferences,
  parseTemplate,
  printExpr,
  type Reference,
  templateExprs,
  visitExpr,
} from './index.ts';

function references(text: string): Reference[] {
  const template = parseTemplate(text);
  expect(template.problems).toEqual([]);
  return templateExprs(template).flatMap(collectReferences);
}

/** `kind part name path`, the essentials on one line. */
function line(reference: Reference): string {
  const part = 'part' in reference ? ` ${reference.part}` : '';
  const name = 'name' in reference ? ` ${reference.name ?? '?'}` : '';
  const path = reference.path.length === 0 ? '' : ` ${JSON.stringify(reference.path)}`;
  return `${reference.kind}${part}${name}${path}${reference.pathComplete ? '' : '...'}${reference.carried ? '' : ' -'}`;
}

describe('collectReferences', () => {
  it.each([
    ["@outputs('A')?['body/value']", ['action outputs A ["body/value"]']],
    ["@outputs('A')?['body']?['value'][0].id", ['action outputs A ["body","value",0,"id"]']],
    ["@BODY('A')", ['action body A']],
    ["@actions('A')['outputs']", ['action whole A ["outputs"]']],
    ["@result('Scope')", ['action result Scope']],
    ["@actionBody('A')", ['action body A']],
    ["@actionOutputs('A')", ['action outputs A']],
    ["@formDataValue('A','k')", ['action formData A']],
    ["@formDataMultiValues('A','k')", ['action formData A']],
    ["@multipartBody('A',0)", ['action multipart A']],
    ["@variables('v')", ['variable v']],
    ["@parameters('API address (abc_Url)')", ['parameter API address (abc_Url)']],
    ["@parameters('$connections')['x']['connectionId']", ['parameter $connections ["x","connectionId"]']],
    ["@triggerBody()?['a']", ['trigger body ["a"]']],
    ['@triggerOutputs().headers', ['trigger outputs ["headers"]']],
    ['@trigger()', ['trigger whole']],
    ["@triggerFormDataValue('k')", ['trigger formData']],
    ["@triggerFormDataMultiValues('k')", ['trigger formData']],
    ['@triggerMultipartBody(0)', ['trigger multipart']],
    ["@items('Loop')?['id']", ['loop item Loop ["id"]']],
    ['@item()', ['loop item ?']],
    ["@iterationIndexes('Until')", ['loop index Until']],
    ["@action()['name']", ['self ["name"]']],
    ["@workflow()?['run']?['name']", ['workflow ["run","name"]']],
    ["@body(concat('A','B'))?['x']", ['action body ? ["x"]']],
    ['@body()', ['action body ?']],
    ["@body('A')?['x'][variables('i')]?['y']", ['action body A ["x"]...', 'variable i -']],
    [
      "@body('A')[outputs('B')['k']][items('L')]",
      ['action body A...', 'action outputs B ["k"] -', 'loop item L -'],
    ],
    ["@concat(body('A'), toLower(variables('v')))", ['action body A', 'variable v']],
    ["@first(body('A'))?['x']", ['action body A']],
    ["@length(body('A'))", ['action body A -']],
    [
      "@if(empty(body('A')), variables('x'), variables('y'))",
      ['action body A -', 'variable x', 'variable y'],
    ],
    ["@if(body('A'), 1, 2)", ['action body A -']],
    ["@replace(body('A'), body('B'), body('C'))", ['action body A', 'action body B -', 'action body C']],
    ["@split(body('A'), body('B'))", ['action body A', 'action body B -']],
    ["@concat(length(concat(body('A'))))", ['action body A -']],
    ["@formatDateTime(utcNow(), variables('f'))", ['variable f -']],
    ["@someNewFunction(body('A'))", ['action body A']],
    ["a @{body('A')} b @{variables('v')}", ['action body A', 'variable v']],
    ["@concat('body(''A'')')", []],
    ['plain', []],
  ])('%s', (text, expected) => {
    expect(references(text).map(line)).toEqual(expected);
  });

  it('gives the spans of the call, the name inside its quotes, and the expression with its path', () => {
    const text = "x @{concat( Outputs( 'Get_user''s' )?['body'] [variables('i')])}";
    const [first, second] = references(text);
    if (first?.kind !== 'action' || second?.kind !== 'variable') throw new Error('kinds');
    const cut = (span: { start: number; end: number } | undefined): string =>
      text.slice(span?.start, span?.end);
    expect(first.name).toBe("Get_user's");
    expect(first.function).toBe('outputs');
    expect(cut(first.nameSpan)).toBe("Get_user''s");
    expect(cut(first.span)).toBe("Outputs( 'Get_user''s' )");
    expect(cut(first.expr.span)).toBe("Outputs( 'Get_user''s' )?['body']");
    expect(cut(second.nameSpan)).toBe('i');
  });

  it('reads damaged text as far as it goes', () => {
    const [expr] = templateExprs(parseTemplate("@concat(body('A'), outputs('B')?['x"));
    expect(collectReferences(expr!).map(line)).toEqual(['action body A', 'action outputs B...']);
  });
});

describe('visitExpr', () => {
  const [expr] = templateExprs(parseTemplate("@concat(body('A')?['x'], if(true, 1, null))"));

  it('visits every node in the order of the text', () => {
    const seen: string[] = [];
    visitExpr(expr!, (node) => seen.push(node.kind === 'call' ? node.name : printExpr(node)));
    expect(seen).toEqual(['concat', "body('A')?['x']", 'body', "'A'", "'x'", 'if', 'true', '1', 'null']);
  });

  it('leaves out what lies below a node when told so', () => {
    const seen: string[] = [];
    visitExpr(expr!, (node) => {
      seen.push(node.kind);
      return node.kind !== 'access';
    });
    expect(seen).toEqual(['call', 'access', 'call', 'boolean', 'number', 'null']);
  });
});
