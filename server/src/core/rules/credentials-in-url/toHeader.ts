import { type Expr, parseTemplate } from '../../expressions/index.ts';
import type { RuleFix } from '../../finding.ts';
import { mergeInsertions } from '../../fixes/literal/literal.ts';
import { canSecure, secureEdits } from '../../fixes/secure.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { addProperties, removeNode } from '../../json/edits.ts';
import { encodeString } from '../../json/escapes.ts';
import { NONE, type NodeId } from '../../json/tree.ts';
import type { Span } from '../../text/span.ts';
import type { TextEdit } from '../../text/textEdit.ts';

/**
 * Services that document a header for what their clients often send in the query: Azure Functions ("function access keys"),
 * Azure API Management and Azure AI services ("subscription key").
 */
const SERVICES: readonly Service[] = [
  { query: 'code', hosts: /\.azurewebsites\.(?:net|us|cn)[/:?]/i, header: 'x-functions-key' },
  {
    query: 'subscription-key',
    hosts:
      /(?:\.azure-api\.net|\.cognitiveservices\.azure\.com|\.api\.cognitive\.microsoft\.com|\/\/api(?:-[a-z]{2,4})?\.cognitive\.microsofttranslator\.com)[/:?]/i,
    header: 'Ocp-Apim-Subscription-Key',
  },
  // Whoever takes a token there has to take it in the header as well (RFC 6750, section 2).
  { query: 'access_token', hosts: /^https:\/\//i, header: 'Authorization', scheme: 'Bearer ' },
];

interface Service {
  readonly query: string;
  readonly hosts: RegExp;
  readonly header: string;
  /** In front of the value. */
  readonly scheme?: string;
}

/**
 * `Send "code" as header "x-functions-key"`: for an HTTP step that calls a service known to accept it there. The value stays
 * what it was; an encoding that only the URL needed goes.
 */
export function moveToHeader(flow: FlowModel, step: Step, node: NodeId, name: string): RuleFix | undefined {
  const { tree } = flow;
  if (step.lowerType !== 'http' || !tree.isObject(step.inputs)) return undefined;
  const uri = tree.child(step.inputs, 'uri');
  const address = tree.string(uri);
  const service = SERVICES.find(
    (one) => one.query === name.toLowerCase() && one.hosts.test(address.slice(0, 300)),
  );
  const headers = tree.child(step.inputs, 'headers');
  if (service === undefined || hasHeader(flow, headers, service.header)) return undefined;
  const taken = node === uri ? fromUrl(flow, step, uri, name) : fromQueries(flow, step, node);
  const value = taken && inHeader(taken.value, service);
  if (taken === undefined || value === undefined) return undefined;
  const added =
    headers === NONE
      ? addProperties(tree, step.inputs, [['headers', { [service.header]: value }]])
      : addProperties(tree, headers, [[service.header, value]]);
  // The header is shown in the run history as the address was.
  const secured = canSecure(step, 'inputs') ? (secureEdits(flow, step, ['inputs']) ?? []) : [];
  const edits = mergeInsertions([taken.edit, ...added, ...secured]);
  if (edits === undefined) return undefined;
  return {
    kind: 'send-as-header',
    title: `Send "${name}" as header "${service.header}"`,
    disposition: 'review',
    edits,
    note: 'The URL no longer carries the key, and the inputs of the step are secured. Run the flow once to see that the service accepts the header.',
  };
}

/** Behind a scheme an expression has to be a part of a text. */
function inHeader(value: string, { scheme }: Service): string | undefined {
  if (scheme === undefined) return value;
  if (value.startsWith('@{')) return scheme + value;
  const { kind } = parseTemplate(value);
  return kind === 'expression' ? `${scheme}@{${value.slice(1)}}` : undefined;
}

function hasHeader({ tree }: FlowModel, headers: NodeId, name: string): boolean {
  if (headers === NONE) return false;
  // Headers that an expression computes cannot take one more.
  if (!tree.isObject(headers)) return true;
  return tree.children(headers).some((one) => tree.key(one).toLowerCase() === name.toLowerCase());
}

interface Taken {
  readonly edit: TextEdit;
  /** For the header. */
  readonly value: string;
}

function fromQueries({ tree }: FlowModel, step: Step, node: NodeId): Taken | undefined {
  const [edit] = removeNode(tree, node, step.inputs);
  return edit && { edit, value: tree.string(node) };
}

/** `?name=@{…}` or `&name=@{…}`, which an expression fills alone. */
function fromUrl({ tree }: FlowModel, step: Step, uri: NodeId, name: string): Taken | undefined {
  const template = step.expressions.find((site) => site.node === uri && !site.inKey)?.template;
  if (template?.kind !== 'interpolation' || template.problems.length > 0) return undefined;
  const text = tree.string(uri);
  for (const part of template.parts) {
    if (part.kind !== 'hole') continue;
    const key = `${name}=`;
    const start = part.span.start - key.length - 1;
    const lead = text[start];
    if (start < 0 || text.slice(start + 1, part.span.start) !== key || (lead !== '?' && lead !== '&'))
      continue;
    const next = text[part.span.end];
    if (next !== undefined && next !== '&' && next !== '#') return undefined;
    const span: Span =
      lead === '?' && next === '&'
        ? { start: start + 1, end: part.span.end + 1 }
        : { start, end: part.span.end };
    const value = withoutEncoding(part.expr);
    return {
      edit: { span: tree.spanInString(uri, span), newText: encodeString('') },
      value: `@{${text.slice(value.span.start, value.span.end)}}`,
    };
  }
  return undefined;
}

function withoutEncoding(expr: Expr): Expr {
  const encodes =
    expr.kind === 'call' && (expr.lowerName === 'encodeuricomponent' || expr.lowerName === 'uricomponent');
  const [only] = encodes ? expr.args : [];
  return only !== undefined && expr.kind === 'call' && expr.args.length === 1 ? only : expr;
}
