import type { Finding, FlowFinding, NodePlace, RuleFix } from '../../finding.ts';
import type { FlowModel } from '../../flow/model.ts';
import { NONE, type NodeId } from '../../json/tree.ts';
import { credentialName } from '../../secrets/detect/names.ts';
import { isPlaceholder } from '../../secrets/detect/placeholder.ts';
import { findSecrets, worthScanning } from '../../secrets/detect/secretValue.ts';
import type { SecretMatch } from '../../secrets/detect/types.ts';
import { keysBelow } from '../../secrets/names.ts';
import { schemaTexts } from '../../secrets/schemaTexts.ts';
import { withArticle } from '../../secrets/where.ts';
import { ROTATE_FIRST } from '../../secrets/wording.ts';
import { fileNameOf } from '../../solution/paths.ts';
import { HOLDS_SECRET } from '../checklistPoints.ts';
import { defineRule, type FlowRuleContext, type Report, type SolutionRuleContext } from '../rule.ts';
import { capitalise, surely } from '../texts.ts';
import { leaksInNames } from './flowNames.ts';
import { AT_START, leaksInFileName, leaksInPaths } from './paths.ts';
import { leaksInSolutionNames } from './solutionNames.ts';
import { checkSolutionTexts, solutionTextFixes } from './solutionTexts.ts';

export const rule = defineRule({
  meta: {
    id: 'secret-in-text',
    category: 'secrets',
    severity: 'error',
    profile: 'default',
    title: 'A description, note or other text about the flow holds a secret',
    fix: 'review',
    kinds: ['redact'],
    cwe: [540],
    checklist: HOLDS_SECRET,
  },
  visit: {
    solution(context) {
      checkSolutionTexts(context);
      checkSolutionNames(context);
    },
    document({ document, report }) {
      if (document.kind === 'other') return;
      for (const leak of leaksInFileName(document.uri)) {
        const place: NodePlace = { node: document.tree.root, part: { inFile: AT_START } };
        report({ place, ...reportInName(`the name of the file "${leak.name}"`, leak.match), fix: null });
      }
    },
    flow({ document, flow, secrets, report }) {
      const about = texts(flow);
      const nodes = new Set(about.map((text) => text.node));
      for (const { node, inKey, match, where } of leaksInNames(document, flow, secrets, nodes)) {
        const place: NodePlace = { node, part: inKey ? { inKey: match.span } : { inString: match.span } };
        report({ place, ...reportInName(where, match), key: `name ${match.span.start}`, fix: null });
      }
      for (const text of about) {
        for (const [index, match] of text.matches.entries()) {
          report({
            place: { node: text.node, part: { inString: match.span } },
            message: `${capitalise(text.where())} ${surely(match.confidence, 'holds', 'hold')} ${withArticle(match.label)}.`,
            hint: `Take it out of the text, and say where it is kept instead. ${ROTATE_FIRST}`,
            confidence: match.confidence,
            key: String(index),
          });
        }
      }
    },
  },
  fixes(context: FlowRuleContext | SolutionRuleContext, finding: Finding) {
    return 'flow' in context
      ? redactInFlow(context.flow, finding as FlowFinding)
      : solutionTextFixes(context.solution, finding);
  },
});

function redactInFlow(flow: FlowModel, { place: { node, part } }: FlowFinding): RuleFix[] {
  if (typeof part !== 'object' || !('inString' in part)) return [];
  const span = flow.tree.spanInString(node, part.inString);
  const text = texts(flow).find((one) => one.node === node);
  if (text === undefined) return [];
  return [
    {
      kind: 'redact',
      title: `Redact the secret in ${text.where()}`,
      disposition: 'review',
      edits: [{ span, newText: REDACTED }],
    },
  ];
}

const REDACTED = '[redacted]';

/** Names are reported where they are given. Nobody but the designer can change all that refers to them: there is no fix. */
function reportInName(where: string, match: SecretMatch): Pick<Report, 'message' | 'hint' | 'confidence'> {
  return {
    message: `${capitalise(where)} ${surely(match.confidence, 'holds', 'hold')} ${withArticle(match.label)}.`,
    hint: `Give it another name. ${ROTATE_FIRST}`,
    confidence: match.confidence,
  };
}

function checkSolutionNames({ solution, report }: SolutionRuleContext): void {
  for (const { uri, name, what, match } of leaksInPaths(solution)) {
    const reported = reportInName(`the name of the ${what} "${name}"`, match);
    report({ place: { uri, span: AT_START }, ...reported, key: `${what} ${match.span.start}`, fix: null });
  }
  for (const { uri, span, match, where, key } of leaksInSolutionNames(solution))
    report({
      place: { uri, span },
      ...reportInName(`${where} in the file ${fileNameOf(uri)}`, match),
      key,
      fix: null,
    });
}

/** A text that people write about a flow; no run ever reads it. */
interface AboutText {
  readonly node: NodeId;
  /** `the description of "Get_token"`. */
  where(): string;
  readonly matches: readonly SecretMatch[];
}

/** Those that hold a secret, in document order. */
function texts(flow: FlowModel): AboutText[] {
  const { tree, definition, properties } = flow;
  const found: AboutText[] = [];
  const add = (node: NodeId, names: () => readonly string[], named: boolean, where: () => string): void => {
    if (!named && !tree.valueIsCoded(node)) return;
    const value = tree.string(node);
    if (!named && !worthScanning(value)) return;
    const matches = findSecrets(value, { names: names() }).filter(
      ({ confidence, span }) => confidence !== 'low' && !isPlaceholder(value.slice(span.start, span.end)),
    );
    if (matches.length > 0) found.push({ node, where, matches });
  };
  const prose = (node: NodeId, where: () => string): void => {
    if (tree.isString(node)) add(node, noNames, false, where);
  };
  const below = (root: NodeId, where: () => string): void => {
    if (root === NONE) return;
    const end = tree.after(root);
    for (let node = root; node < end; node++) {
      if (!tree.isString(node)) continue;
      const last = tree.key(node);
      const named = last !== '' && !PROSE.has(last) && credentialName(last) !== undefined;
      if (!named && !tree.valueIsCoded(node)) continue;
      const names = named ? () => keysBelow(tree, root, node) : noNames;
      add(node, names, named, () => (last === '' ? where() : `"${last}" in ${where()}`));
    }
  };
  if (properties !== definition) {
    for (const key of ['displayName', 'description'])
      prose(tree.child(properties, key), () => `"${key}" of the flow`);
  }
  prose(tree.child(definition, 'description'), () => 'the description of the flow');
  below(tree.child(definition, 'metadata'), () => 'the metadata of the flow');
  below(tree.child(definition, 'notes'), () => 'the notes of the flow');
  for (const parameter of flow.parameters) {
    below(tree.child(parameter.node, 'metadata'), () => `the metadata of the parameter "${parameter.name}"`);
    prose(
      tree.child(parameter.node, 'description'),
      () => `the description of the parameter "${parameter.name}"`,
    );
  }
  for (const step of flow.steps) {
    if (!tree.isObject(step.node)) continue;
    const end = tree.after(step.node);
    for (let child = step.node + 1; child < end; child = tree.after(child)) {
      const length = tree.keyLength(child);
      if (length === 11 && tree.keyIs(child, 'description'))
        prose(child, () => `the description of "${step.name}"`);
      else if (length === 8 && tree.keyIs(child, 'metadata'))
        below(child, () => `the metadata of "${step.name}"`);
    }
  }
  for (const { kind, node, step, keyword } of schemaTexts(flow)) {
    if (kind === 'note') prose(node, () => `a ${keyword} in the schema of "${step.name}"`);
  }
  return found.sort((a, b) => a.node - b.node);
}

const NO_NAMES: readonly string[] = [];
const noNames = (): readonly string[] => NO_NAMES;

/** Keys under which people write sentences. */
const PROSE = new Set([
  'description',
  'content',
  'comment',
  'comments',
  'note',
  'notes',
  'text',
  'title',
  'summary',
]);
