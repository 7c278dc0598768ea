import type { Finding, RuleFix } from '../../finding.ts';
import { credentialName } from '../../secrets/detect/names.ts';
import { isPlaceholder } from '../../secrets/detect/placeholder.ts';
import { findSecrets, worthScanningIn } from '../../secrets/detect/secretValue.ts';
import type { SecretMatch } from '../../secrets/detect/types.ts';
import { withArticle } from '../../secrets/where.ts';
import { isKeyVaultReference, isPipelineToken, type SolutionModel } from '../../solution/index.ts';
import { fileNameOf } from '../../solution/paths.ts';
import { eachXmlText, meaningOf, spanInText, type XmlText } from '../../solution/xml/texts.ts';
import type { Span } from '../../text/span.ts';
import type { SolutionRuleContext } from '../rule.ts';
import { capitalise, ROTATE } from '../texts.ts';
import { expiryOf } from '../variableValues.ts';

/** The part of the rule that reads the XML of a solution: manifest, customizations, metadata of flows and variables. */

/** No shorter text is a secret by its form, nor under a name in files of this kind. */
const SHORTEST = 14;
/** More in one file are not told: it is a dump of something then. */
const MOST = 50;

interface Leak {
  readonly match: SecretMatch;
  readonly text: XmlText;
  readonly span: Span;
  /** The same secret again in the same file, as the label of a text in another language does. */
  readonly again: readonly Span[];
}

export function checkSolutionTexts({ solution, report }: SolutionRuleContext): void {
  for (const uri of xmlFiles(solution)) {
    for (const leak of leaksIn(solution, uri)) {
      const { match, text, again } = leak;
      const where = `the ${text.attribute === undefined ? 'text' : `attribute "${text.attribute}"`} of <${text.element}>`;
      report({
        place: { uri, span: leak.span },
        message: `${capitalise(where)} in the file ${fileNameOf(uri)} holds ${withArticle(match.label)}.`,
        hint: `Take it out of the text, and say where it is kept instead. ${ROTATE}`,
        why: expiryOf([match]),
        related: again.map((span) => ({ uri, span, message: 'the same secret again' })),
        confidence: match.confidence,
        key: `${text.element} ${text.attribute ?? ''} ${match.kind} ${keyOf(solution, uri, leak)}`,
        fix: isWhole(solution.textOf(uri) ?? '', leak) ? 'review' : null,
      });
    }
  }
}

export function solutionTextFixes(
  solution: SolutionModel,
  { place: { uri, span } }: Finding,
): readonly RuleFix[] {
  const leak = leaksIn(solution, uri).find((one) => one.span.start === span.start);
  if (leak === undefined || !isWhole(solution.textOf(uri) ?? '', leak)) return [];
  const edits = [leak.span, ...leak.again].map((one) => ({ span: one, newText: '[redacted]' }));
  return [
    {
      kind: 'redact',
      title: `Redact the secret in "${fileNameOf(uri)}"`,
      disposition: 'review',
      edits: [],
      others: [{ uri, edits }],
      note: 'Only the secret is replaced. Where the platform reads the text, as it does the default of a variable, set the right value after the import.',
    },
  ];
}

/** Tells equal finds of one file apart by their order among their like, which edits elsewhere leave alone. */
function keyOf(solution: SolutionModel, uri: string, leak: Leak): number {
  const like = leaksIn(solution, uri).filter(
    ({ text, match }) =>
      text.element === leak.text.element &&
      text.attribute === leak.text.attribute &&
      match.kind === leak.match.kind,
  );
  return like.findIndex((one) => one.span.start === leak.span.start);
}

/** False when marks of XML stand within the secret: replacing them could break the file. */
function isWhole(text: string, { span, again }: Leak): boolean {
  return [span, ...again].every(({ start, end }) => !text.slice(start, end).includes('<'));
}

function xmlFiles(solution: SolutionModel): string[] {
  const uris = [
    ...solution.manifests.map((one) => one.uri),
    ...solution.customizations.map((one) => one.uri),
    ...solution.flows.flatMap((flow) => flow.metadata.map((one) => one.uri)),
    ...solution.environmentVariables.flatMap((one) => one.definition?.source.uri ?? []),
  ];
  return [...new Set(uris)].filter((uri) => uri.toLowerCase().endsWith('.xml'));
}

/** Found once for each snapshot of a solution, which keeps fixes from reading megabytes again. */
const found = new WeakMap<SolutionModel, Map<string, readonly Leak[]>>();

function leaksIn(solution: SolutionModel, uri: string): readonly Leak[] {
  let files = found.get(solution);
  if (files === undefined) {
    files = new Map();
    found.set(solution, files);
  }
  let leaks = files.get(uri);
  if (leaks === undefined) {
    leaks = findLeaks(solution.textOf(uri) ?? '', valueOfVariable(solution, uri));
    files.set(uri, leaks);
  }
  return leaks;
}

/** The default of a variable in a file of its own: `secret-in-environment-variable` looks at it. */
function valueOfVariable(solution: SolutionModel, uri: string): Span | undefined {
  const variable = solution.environmentVariables.find((one) => one.definition?.source.uri === uri);
  return variable?.definition?.defaultValue?.span;
}

function findLeaks(file: string, except: Span | undefined): readonly Leak[] {
  const leaks = new Map<string, { -readonly [K in keyof Leak]: Leak[K] } & { again: Span[] }>();
  const told: Span[] = [];
  eachXmlText(file, SHORTEST, (text) => {
    if (leaks.size >= MOST) return;
    const { start, end } = text.span;
    if (except !== undefined && start < except.end && except.start < end) return;
    const name = text.attribute ?? text.element;
    // A weak name says too little in files that are full of keys and codes.
    const named = credentialName(name)?.kind === 'strong';
    // References and marks of sections may stand anywhere in what is looked for.
    const isWritten = !text.plain && /[&<]/.test(file.slice(start, end));
    if (!named && !isWritten && !worthScanningIn(file, start, end)) return;
    const value = meaningOf(file, text);
    if (isKeyVaultReference(value) || isPipelineToken(value)) return;
    for (const match of findSecrets(value, { names: named ? [name] : [] })) {
      const secret = value.slice(match.span.start, match.span.end);
      if (match.confidence === 'low' || isPlaceholder(secret)) continue;
      const span = spanInText(file, text, match.span);
      // A text in pieces comes once more as a whole.
      if (isTold(told, span, start)) continue;
      told.push(span);
      const known = leaks.get(secret);
      if (known === undefined) leaks.set(secret, { match, text, span, again: [] });
      else known.again.push(span);
    }
  });
  return [...leaks.values()];
}

/** Is the secret under a span told? Texts come in order, so that nothing before `start` needs a look. */
function isTold(told: readonly Span[], span: Span, start: number): boolean {
  for (let at = told.length - 1; at >= 0 && told[at]!.end > start; at--)
    if (told[at]!.start < span.end && span.start < told[at]!.end) return true;
  return false;
}
